"""From a document's source text to clean text: simplified characters, noise out, one paragraph a line.

Every step is an edit on a `MappedText`, so each offset of the clean text leads back to the source.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import opencc

from pipeline.clean_layout import Layout
from pipeline.clean_lines import rebuild_lines
from pipeline.clean_noise import drop_boilerplate, noise_edits, spacing_edits
from schemas.document import RawDocument
from schemas.mapped_text import MappedText

# One character for one character: full-width figures and Latin letters to half-width, stray forms to the usual ones.
_WIDTH = {c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)}
_WIDTH |= {c: c - 0xFEE0 for c in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FORMS = str.maketrans(
    {
        "％": "%", "﹪": "%", "(": "（", ")": "）", ";": "；", "!": "！", "?": "？", "．": ".", "＋": "+", "∶": ":",
        "~": "～", "∼": "～", "〜": "～", "﹣": "-", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u3000": " ",
        "\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0c": "\n", "\x0b": "\n", "[": "〔", "]": "〕",
        "［": "〔", "］": "〕",
        "【": "〔", "】": "〕", "﹝": "〔", "﹞": "〕", "〈": "《", "〉": "》", "｢": "“", "「": "“", "」": "”",
        "『": "“", "』": "”", "＂": "”", "﹑": "、", "､": "、", "﹐": "，", "・": "·", "•": "·", "／": "/",
    }
)  # fmt: skip
# Radicals and compatibility forms that pdf fonts give for common characters (U+2F0A for 色).
_TWINS = {
    c: twin
    for c in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
    if len(twin := unicodedata.normalize("NFKC", chr(c))) == 1 and twin != chr(c)
}
_TABLE = _FORMS | _WIDTH | _TWINS
_COMMA = re.compile(r"(?<!\d),|,(?!\d)|(?<=\d),(?=\d{1,2}(?!\d))")
_COLON = re.compile(r"(?<!\d):|:(?!\d)")
_FULL_COLON = re.compile(r"(?<=\d)：(?=\d)")
_FULL_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_TRADITIONAL = re.compile(
    "[萬與專業東絲兩嚴喪個豐臨為麗舉義烏樂喬習鄉書買亂爭於虧雲產親億僅從倉儀們價眾優會傘偉傳傷倫偽體餘傭債傾償儲兒黨蘭關興養獸內岡冊寫軍農決況凍淨準減幾風處憑凱擊劃則剛創刪別劑勸辦務動勵勁勞勢區醫華協單賣盧衛卻廠廳歷壓厭縣參雙發變號嘆後嚇啟員聽嗎嘗國圍園圓圖團聖場壞塊堅壇壩墳墜壘報牆壯聲處備複夠頭誇奪奮獎婦媽孫學寧寶實寵審憲寬賓寢對尋導將爾塵嘗層屆屬歲島嶺巒師帳帶幣幫庫應廟廢廣慶廬彈強彎歸當錄徹徑復憶憂懷態憐總恆悅戀惡惱慮慣憤戲戰戶執擴掃揚擾撫拋搶護擔擬據擠揮換損擋數敵歛敗斷無舊時曠晝顯曉暈暫術機殺雜權條來楊極構槍標棧棟欄樹樣橋檢樓歐歡歲殘氣漢湯溝沒澤濟潔測滬濃澆滅燈靈災爐點煉熱營狀獨獄獲現瑪環畫畢異療癥盜監盤礦碼磚禮離種積稱穩窮竊競筆節範築簡籃糧緊紀約級紡線組細終經結給絕統繼績續維綱網綠緩編緣縮繪羅職聯聰肅腸膚腫膽勝脈腦臉艙艱藝蘇蘋藥莊薦榮獲營蕭薩虛蟲補襲裝視覺規見觀觸計訂認討讓訓議訊記講許論設訪證評識訴診詞試詩誠話該詳語誤請諸諾讀課調談謀謝謠譯護貝負貢財責賢敗貨質販貪貧購貫貴貸費賀資賦賠賴贏趕趙跡踐躍輛輪軟轉輕載較輔輩輸轄辭邊遼達遷過邁運還這進遠違連遲選遺郵鄧鄭醬釋鑒針釘鋼鐵鈔鉛銀銅銘銳鋪鎖鍋錢錯錦鍵鎮鏡鐘長門閃閉問閱闊隊陽陰陣階際陸陳險隨隱難霧靜頂項順須預領頻題額顏願類顧飛飢飯飲飾館馬駐駕驗驚驅騎騙魚鮮鳥鳴鷹麥黃齊齡龍龜]"
)  # noqa: E501, RUF100


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """The text in simplified characters, length kept; text that has no traditional ones comes back as it is."""
    if len(_TRADITIONAL.findall(text)) < max(1, len(text) // 400):
        return text
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(c if len(s := _converter().convert(c)) != 1 else s for c in text)


def normalise(text: str) -> str:
    """One character for one character: simplified, half-width figures, full-width punctuation around Chinese."""
    text = simplify(text.translate(_TABLE))
    text = _COMMA.sub("，", text)
    text = _FULL_COMMA.sub(",", text)
    text = _FULL_COLON.sub(":", text)
    return _COLON.sub("：", text)


def clean(raw: RawDocument) -> MappedText:
    """The clean text of a document, tables left out (they are read as tables), mapped to `raw.source`."""
    body = raw.body.without([(t.start, t.end) for t in raw.tables]) if raw.tables else raw.body
    text = MappedText(normalise(body.text), body.pieces)
    text = text.edited(noise_edits(text.text, markdown=raw.format == "md"))
    text = drop_boilerplate(text)
    text = rebuild_lines(text, Layout(raw))
    return text.edited(spacing_edits(text.text))
