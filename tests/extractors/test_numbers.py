"""Numbers written out in any supported way read back the same."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.numbers import SCALES, parse_arabic, parse_chinese, parse_numeral, parse_pair
from extractors.quantities import find_quantities

PROFILE = settings(max_examples=200, deadline=None, derandomize=True, database=None)
DIGITS = "零一二三四五六七八九"
CHEQUE = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def in_words(n):
    """A whole number below 10^12 in Chinese numerals, as GB/T 15835 writes it: 一百零五, 一万二千."""
    if n >= 10**8:
        return _joined(n, 10**8, "亿")
    if n >= 10**4:
        return _joined(n, 10**4, "万")
    for power, word in ((1000, "千"), (100, "百"), (10, "十")):
        if n >= power:
            return _joined(n, power, word)
    return DIGITS[n]


def _joined(n, power, word):
    head, rest = divmod(n, power)
    if not rest:
        return in_words(head) + word
    gap = "零" if rest < power // 10 else ""
    return in_words(head) + word + gap + in_words(rest)


@PROFILE
@given(st.integers(0, 10**12 - 1))
def test_words_read_back(n):
    assert parse_chinese(in_words(n)) == n


@PROFILE
@given(st.integers(10, 19))
def test_ten_may_stand_without_its_one(n):
    assert parse_chinese(in_words(n).removeprefix("一")) == n


@PROFILE
@given(st.integers(1000, 9999))
def test_digit_by_digit(n):
    assert parse_chinese("".join(DIGITS[int(c)] for c in str(n))) == n
    assert parse_chinese("".join(DIGITS[int(c)] for c in str(n)).replace("零", "〇")) == n


@PROFILE
@given(st.integers(0, 10**13), st.integers(0, 4))
def test_digits_read_back_with_and_without_commas(n, places):
    number = Decimal(n).scaleb(-places)
    written = f"{number:f}"
    assert parse_arabic(written)[0] == number
    assert parse_arabic(f"{number:,f}")[0] == number


@PROFILE
@given(st.integers(1, 99_999), st.integers(0, 3), st.sampled_from(["万", "亿", "万亿", "千", "百"]))
def test_scale_words_multiply(n, places, scale):
    number = Decimal(n).scaleb(-places)
    value, before, word = parse_arabic(f"{number:f}{scale}")
    assert (value, before, word) == (number * SCALES[scale], number, scale)


@PROFILE
@given(st.integers(1, 9999), st.integers(1, 9999))
def test_parts_of_two_scales_add_up(hundred_millions, myriads):
    value, _, scale = parse_arabic(f"{hundred_millions}亿{myriads}万")
    assert (value, scale) == (Decimal(hundred_millions * 10**8 + myriads * 10**4), "")


@PROFILE
@given(st.integers(0, 9999), st.integers(1, 9999))
def test_a_point_may_be_written_out(n, places):
    digits = str(places).rstrip("0")
    written = f"{in_words(n)}点{''.join(DIGITS[int(c)] for c in digits)}"
    assert parse_numeral(written) == Decimal(f"{n}.{digits}")


@PROFILE
@given(st.integers(1, 10**12 - 1))
def test_the_numerals_of_cheques_read_back(n):
    assert parse_numeral(in_words(n).translate(CHEQUE)) == n


@PROFILE
@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from(["万", "亿"]))
def test_scale_words_in_digits_nest_as_in_words(thousands, hundreds, scale):
    value, _, _ = parse_arabic(f"{thousands}千{hundreds}百{scale}")
    assert value == (thousands * 1000 + hundreds * 100) * SCALES[scale]


@PROFILE
@given(st.integers(1, 8), st.sampled_from(["", "十", "百", "千", "万", "亿", "十万", "百万"]))
def test_neighbouring_digits_name_two_ends(low, power):
    scale = parse_numeral("一" + power) if power else 1
    assert parse_pair(f"{DIGITS[low]}{DIGITS[low + 1]}{power}") == (low * scale, (low + 1) * scale)


@PROFILE
@given(st.integers(1, 99), st.sampled_from(["千瓦", "千克", "千米", "千伏"]))
def test_the_thousand_of_a_unit_is_no_part_of_the_number(n, unit):
    (by_words,) = find_quantities(f"共{in_words(n)}万{unit}。")
    (by_digits,) = find_quantities(f"共{n}万{unit}。")
    assert (by_words.value, by_words.unit) == (by_digits.value, by_digits.unit)


@PROFILE
@given(st.integers(1, 9999))
def test_hundredths_read_the_same_in_every_writing(n):
    share = Decimal(n) / 100
    whole, _, part = f"{share:f}".partition(".")
    words = in_words(int(whole)) + (
        "点" + "".join(DIGITS[int(c)] for c in part.rstrip("0")) if part.rstrip("0") else ""
    )
    written = [f"{share:f}%", f"百分之{words}", f"百分之{share.normalize():f}", f"{share * 10:f}‰"]
    found = [find_quantities(f"比重为{w}。") for w in written]
    assert [[(q.value, q.unit) for q in qs] for qs in found] == [[(pytest.approx(float(share)), "%")]] * 4


@PROFILE
@given(st.integers(2, 9999))
def test_a_counted_thing_reads_the_same_in_digits_and_words(n):
    words = in_words(n).replace("二千", "两千").removeprefix("一") if 10 <= n < 20 else in_words(n)
    (by_digits,) = find_quantities(f"新建泵站{n}座。")
    (by_words,) = find_quantities(f"新建泵站{words}座。")
    assert (by_digits.value, by_digits.unit) == (by_words.value, by_words.unit) == (n, "座")


@PROFILE
@given(st.integers(1, 10**7), st.integers(0, 2))
def test_a_sum_of_money_reads_the_same_in_yuan_myriads_and_hundred_millions(n, places):
    sum_ = Decimal(n).scaleb(-places) * 10**4
    values = set()
    for scale, word in ((1, ""), (10**4, "万"), (10**8, "亿")):
        (found,) = find_quantities(f"投资{(sum_ / scale).normalize():f}{word}元。")
        values.add((found.value, found.unit, found.comparator))
    assert values == {(float(sum_), "元", "eq")}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("两千四百五", 2450),
        ("三万五", 35000),
        ("一百零五", 105),
        ("一百五", 150),
        ("一百五十", 150),
        ("二百五十万", 2_500_000),
        ("一亿零五百万", 105_000_000),
        ("十", 10),
        ("廿", None),
        ("二〇三一", 2031),
        ("二零三一", 2031),
        ("壹佰贰拾", 120),
        ("万", None),
        ("亿", None),
        ("", None),
        ("甲", None),
        ("一一万", None),
        ("三十五万六千", 356_000),
        ("一千万", 10_000_000),
        ("一万亿", 10**12),
    ],
)
def test_numerals_of_prose(written, value):
    assert parse_chinese(written) == value
