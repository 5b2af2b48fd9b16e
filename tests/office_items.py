"""What the invented office has promised: indicators and projects, each where its plan says it."""

from __future__ import annotations

from datetime import date

from entries import agencies, due, measure, statement

from schemas.records import Statement
from schemas.values import Agency, Deadline, Measure

PLAN = "澄湖市重点工作攻坚行动方案.docx"
TABLE = "澄湖市2031年目标任务分解表.xlsx"
SPEECH = "在全市重大项目推进会上的讲话.txt"
REPORT = "澄湖市前三季度工作情况汇报.pdf"
SHEET = "重点任务进展表.xlsx"

YEAR = date(2031, 12, 31)


def indicators() -> list[Statement]:
    """Targets with a figure of an indicator."""
    rows: list[tuple[str, str | None, tuple[Measure, ...], Deadline | None, tuple[Agency, ...], str]] = [
        (
            "地区生产总值",
            "地区生产总值",
            (measure(6.5, "%", "approx", "growth"),),
            due(YEAR),
            agencies("市发展和改革委员会", "市统计局"),
            "地区生产总值增长6.5%左右",
        ),
        (
            "规模以上工业增加值",
            "规模以上工业增加值",
            (measure(8, "%", "ge", "growth"),),
            due(YEAR),
            agencies("市工业和信息化局", "市统计局"),
            "规模以上工业增加值增长8%以上",
        ),
        (
            "固定资产投资",
            "固定资产投资",
            (measure(9, "%", "ge", "growth"),),
            due(YEAR),
            agencies("市发展和改革委员会", "市住房和城乡建设局 市交通运输局"),
            "固定资产投资增长9%以上",
        ),
        (
            "社会消费品零售总额",
            "社会消费品零售总额",
            (measure(7, "%", "eq", "growth"), measure(420, "元", "ge", scale="亿")),
            due(YEAR),
            agencies("市商务局"),
            "社会消费品零售总额增长7%,达到420亿元以上",
        ),
        (
            "一般公共预算收入",
            "一般公共预算收入",
            (measure(5, "%", "eq", "growth"),),
            due(YEAR),
            agencies("市财政局", "市税务局"),
            "一般公共预算收入增长5%",
        ),
        (
            "城镇新增就业",
            "城镇新增就业",
            (measure(3.2, "人", "ge", scale="万"),),
            due(YEAR, "全年"),
            agencies("市人力资源和社会保障局", "市教育局 市退役军人事务局"),
            "全年城镇新增就业3.2万人以上",
        ),
        (
            "城镇调查失业率",
            "城镇调查失业率",
            (measure(5.5, "%", "le", "share"),),
            due(YEAR),
            agencies("市人力资源和社会保障局"),
            "城镇调查失业率控制在5.5%以内",
        ),
        (
            "居民消费价格涨幅",
            "居民消费价格涨幅",
            (measure(2, "%", "approx", "growth"),),
            due(YEAR),
            agencies("市发展和改革委员会", "市市场监督管理局"),
            "居民消费价格涨幅2%左右",
        ),
        (
            "单位地区生产总值能耗",
            "单位地区生产总值能耗",
            (measure(-13.5, "%", "eq", "growth"),),
            due(date(2035, 12, 31), "到2035年"),
            agencies("市发展和改革委员会", "市工业和信息化局 市生态环境局"),
            "到2035年,单位地区生产总值能耗下降13.5%",
        ),
        (
            "细颗粒物（PM2.5）年均浓度",
            "PM2.5浓度",
            (measure(28, "微克/立方米", "le"),),
            due(YEAR),
            agencies("市生态环境局"),
            "细颗粒物（PM2.5）年均浓度控制在28微克/立方米以下",
        ),
        (
            "空气质量优良天数比例",
            "空气质量优良天数比率",
            (measure(88, "%", "ge", "share"),),
            due(YEAR),
            agencies("市生态环境局", "市城市管理局"),
            "空气质量优良天数比例达到88%以上",
        ),
        (
            "粮食产量",
            "粮食产量",
            (measure(46, "吨", "ge", scale="万"),),
            due(YEAR),
            agencies("市农业农村局"),
            "粮食产量稳定在46万吨以上",
        ),
        (
            "高新技术企业数量",
            "高新技术企业数",
            (measure(260, "家", "gt"),),
            due(YEAR, "年底前"),
            agencies("市科学技术局", "澄湖高新区管委会"),
            "年底前高新技术企业突破260家",
        ),
        (
            "城中村改造",
            None,
            (measure(16, "平方米", scale="万"), measure(1390, "户")),
            due(date(2031, 11, 30), "11月底前"),
            agencies("市住房和城乡建设局", "南塘区人民政府 北岸区人民政府", "周副市长"),
            "11月底前完成1390户、16万平方米城中村改造",
        ),
        (
            "老旧小区改造",
            None,
            (measure(42, "个"),),
            due(date(2031, 10, 31), "10月底前"),
            agencies("市住房和城乡建设局", "各镇办"),
            "10月底前完成42个老旧小区改造",
        ),
        (
            "充电桩建设",
            None,
            (measure(1200, "个", "ge"),),
            due(date(2031, 9, 15), "9月15日前"),
            agencies("市城市管理局", "国网澄湖供电公司"),
            "9月15日前新建充电桩1200个以上",
        ),
        (
            "每千人口执业医师数",
            None,
            (measure(3, "名/千人", "range", upper=3.4),),
            due(YEAR),
            agencies("市卫生健康委员会"),
            "每千人口拥有执业医师3—3.4名",
        ),
        (
            "新型储能装机规模",
            None,
            (measure(50, "千瓦", "ge", scale="万"),),
            due(date(2032, 6, 30), "2032年上半年"),
            agencies("市能源局"),
            "力争2032年上半年新型储能装机规模达到50万千瓦以上",
        ),
        (
            "数字经济核心产业增加值占地区生产总值比重",
            None,
            (measure(0.8, "百分点", "eq", "growth"),),
            due(YEAR),
            agencies("市数据局"),
            "数字经济核心产业增加值占地区生产总值比重提高0.8个百分点",
        ),
        (
            "政务服务事项网上可办率",
            None,
            (measure(100, "%", "eq", "share"),),
            due(date(2031, 6, 30), "6月底前"),
            agencies("市行政审批局"),
            "6月底前政务服务事项网上可办率达到100%",
        ),
    ]
    return [
        statement(
            subject,
            *ms,
            doc=TABLE if i % 4 == 3 else PLAN,
            indicator=indicator,
            deadline=deadline,
            agencies=who,
            quote=quote,
            start=120 + 60 * i,
            page=None if i % 4 == 3 else 1 + i // 8,
            cell=f"目标分解!C{i + 3}" if i % 4 == 3 else None,
            strength="strive" if "力争" in quote else "must",
            section=("二、主要目标", "（一）经济发展" if i < 9 else "（二）民生与生态"),
        )
        for i, (subject, indicator, ms, deadline, who, quote) in enumerate(rows)
    ]


def projects() -> list[Statement]:
    """Projects and works, with figures and without."""
    rows = [
        (
            "智能装备产业园二期项目开工",
            due(date(2031, 3, 31), "3月底前"),
            agencies("市工业和信息化局", "澄湖高新区管委会", "李副市长"),
            "智能装备产业园二期项目3月底前开工",
        ),
        (
            "环湖快速路北段建成通车",
            due(date(2031, 10, 10), "10月10日前"),
            agencies("市交通运输局", "市公安局 市自然资源局"),
            "确保环湖快速路北段10月10日前建成通车",
        ),
        (
            "第二污水处理厂提标改造竣工",
            due(date(2031, 8, 31), "8月底"),
            agencies("市水务局"),
            "第二污水处理厂提标改造8月底竣工",
        ),
        (
            "澄湖东站综合枢纽、客运中心、配套停车场开工",
            due(YEAR, "年内"),
            agencies("市交通运输局", "市发展和改革委员会 市财政局"),
            "澄湖东站综合枢纽、客运中心、配套停车场年内开工",
        ),
        (
            "市第三人民医院新院区投入使用",
            due(date(2032, 6, 30), "明年上半年"),
            agencies("市卫生健康委员会", "", "王副市长"),
            "力争明年上半年市第三人民医院新院区投入使用",
        ),
        (
            "出台《澄湖市数据资源管理办法》",
            due(date(2031, 7, 31), "7月底前"),
            agencies("市数据局", "市司法局"),
            "7月底前出台《澄湖市数据资源管理办法》",
        ),
        (
            "蓝湾片区征地拆迁扫尾",
            due(None, "汛期前"),
            agencies("北岸区人民政府", "市自然资源局"),
            "汛期前完成蓝湾片区征地拆迁扫尾",
        ),
        ("锂电材料项目签约落地", None, agencies("市投资促进局"), "锂电材料项目尽快签约落地"),
    ]
    return [
        statement(
            subject,
            doc=SPEECH if i % 3 == 1 else PLAN,
            deadline=deadline,
            agencies=who,
            quote=quote,
            start=1500 + 70 * i,
            page=None if i % 3 == 1 else 4,
            strength="must",
            section=("三、重点项目", f"（{'一二三'[i % 3]}）{['产业', '交通', '民生'][i % 3]}项目"),
        )
        for i, (subject, deadline, who, quote) in enumerate(rows)
    ]
