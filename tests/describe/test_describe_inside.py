"""What stands inside a document: the plan that a notice forwards, attachments, addressees."""

from datetime import date

import pytest
from test_describe import NOTICE, described


def test_the_plan_inside_a_notice_is_kept_apart_with_its_beginning():
    meta = described(NOTICE)
    assert meta.forwarded is not None
    assert meta.forwarded.title == "云溪市水系连通三年行动方案（2023—2025年）"
    assert meta.forwarded.start == NOTICE.index("云溪市水系连通三年行动方案（2023—2025年）\n为贯彻")
    assert meta.title is not None and meta.title.endswith("的通知")


def test_the_plan_is_titled_as_its_own_head_has_it():
    text = NOTICE.replace(
        "2023年3月8日\n云溪市水系连通三年行动方案（2023—2025年）\n",
        "2023年3月8日\n云溪市水系连通的三年\n行动方案（2023-2025年）\n",
    )
    meta = described(text)
    assert meta.forwarded is not None
    assert meta.forwarded.title == "云溪市水系连通的三年行动方案（2023-2025年）"
    assert meta.forwarded.start == text.index("云溪市水系连通的三年")


def test_a_notice_without_title_forwards_what_its_sentence_names():
    text = (
        "市级各单位，各区机管局：\n《云溪市公共机构绿色行动方案》已经市政府审议，现印发给你们，请认真贯彻执行。\n"
        "云溪市机关事务管理局\n2022年1月14日\n云溪市公共机构绿色行动方案\n为落实部署，制定本方案。\n一、目标\n节能8%。\n"
    )
    meta = described(text)
    assert meta.forwarded is not None and meta.forwarded.start == text.rindex("云溪市公共机构绿色行动方案")
    assert meta.addressees == ("市级各单位", "各区机管局")


@pytest.mark.parametrize(
    "basis",
    [
        "根据省厅印发《关于加强绿化工作的意见》要求，制定本方案。",
        "按照《全省湖泊保护规划》和有关规定，现就绿化工作提出如下措施。",
    ],
)
def test_a_plan_that_only_cites_forwards_nothing(basis):
    assert described(f"云溪市绿化实施方案\n{basis}\n一、目标\n造林3万亩。\n").forwarded is None


def test_attachments_are_named_and_found():
    text = NOTICE + "附件1\n重点河道清单\n序号 河道\n1 清溪河\n附件2\n任务\n分解表\n序号 任务\n"
    meta = described(text)
    assert meta.attachments == ("重点河道清单", "任务分解表")
    assert meta.attachment_starts == (text.index("附件1\n"), text.index("附件2\n"))


def test_an_attachment_that_is_only_named_begins_nowhere():
    assert described(NOTICE).attachment_starts == (None, None)


def test_attachments_without_a_list_are_found_by_their_marks():
    text = (
        "云溪市工作报告\n各位代表：\n全市工作进展顺利。\n一、回顾\n增长6%。\n"
        "附件\n《云溪市工作报告》名词注释\n1.河长制：指分段负责。\n"
    )
    meta = described(text)
    assert meta.attachments == ("《云溪市工作报告》名词注释",)
    assert meta.attachment_starts == (text.index("附件"),)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("市政府：", ("市政府",)),
        ("各乡镇党委、人民政府，县直各有关单位：", ("各乡镇党委、人民政府", "县直各有关单位")),
        ("各位代表：", ()),
        ("一年来，我们抓好各项部署的落实，主要做了以下工作：", ()),
        ("在此基础上，今年市政府将重点抓好各部门承担的实事：", ()),
    ],
)
def test_to_whom_a_document_is_sent(line, told):
    assert (
        described(f"云溪市绿化工作情况报告\n{line}\n现将有关情况报告如下。\n一、进展\n造林3万亩。\n").addressees == told
    )


def test_the_imprint_names_to_whom_a_scanned_notice_is_sent():
    meta = described(
        "关于印发《云溪市绿化方案》的通知\n按照部署，市林业局制定了方案，现予印发。\n一、目标\n造林3万亩。\n"
        "主送：各县（区）林业局，市直有关部门。\n云溪市林业局办公室2020年9月30日印发\n"
    )
    assert meta.addressees == ("各县（区）林业局", "市直有关部门")
    assert meta.issuers == ("云溪市林业局",)


def test_an_imprint_whose_date_a_seal_covers_still_names_the_office():
    meta = described(
        "云溪省湖泊保护规划\n为保护湖泊，制定本规划。\n一、目标\n保护26个湖泊。\n云溪省水利厅办公室2022日印发\n"
    )
    assert meta.issuers == ("云溪省水利厅",)
    assert meta.date is None


def test_who_puts_a_plan_into_force_issues_it():
    meta = described(
        "云溪市湖泊保护规划\n一、目标\n保护26个湖泊。\n二、实施\n本规划经云溪市人民政府批准后，各单位要抓好落实。\n"
    )
    assert meta.issuers == ("云溪市人民政府",)


SPEECH = (
    "在资格管理会上的讲话\n{}\n同志们：\n从2006年开始认定以来，已有542家机构获得资格。今年要抓好年检。\n"
    "一、要求\n按时报送。\n"
)


def test_a_year_named_once_in_passing_is_not_the_year_of_a_speech():
    text = SPEECH.replace("{}\n", "")
    assert described(text).period is None
    assert described(text.replace("今年要", "我市2011年、2012年两次通报。今年要")).period is not None


def test_a_newspaper_s_day_is_nearer_than_that_of_an_upload():
    assert described(SPEECH.format("2011年09月26来源：某某报")).date == date(2011, 9, 26)
    assert described(SPEECH.format("上传时间：2019-09-26")).date is None
