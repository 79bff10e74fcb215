"""What is a yearly report and what is not, on short documents of many kinds."""

# ruff: noqa: E501 - sentences stay on one line

from __future__ import annotations

import pytest

from fazhi.reading.facts import read_facts
from fazhi.records import Document, DocumentFacts, MetadataValue

NAME = "青榆县2023年度法治政府建设情况报告"
CHAPTERS = (
    "一、主要举措和成效\n全年受理行政复议申请86件，审结79件；评查行政执法案卷240份；调解矛盾纠纷1630件。\n"
    "二、存在的不足\n乡镇执法力量薄弱。\n三、2024年工作安排\n组织执法人员培训，补齐短板。\n"
)


def judged(text: str, title: str = "") -> DocumentFacts:
    """Read a text, with the title that its page gives, if any."""
    metadata = [MetadataValue("title", title, "meta")] if title else []
    return read_facts(Document(text, metadata=metadata))


REPORTS = {
    "its place under a title on three lines": f"青榆县人民政府\n关于2023年度法治政府建设\n情况的报告\n{CHAPTERS}",
    "made public for comment": f"关于青榆县2023年度法治政府建设情况报告的公示\n{CHAPTERS}",
    "sent up with a letter": f"关于报送青榆县2023年度法治政府建设情况报告的函\n{CHAPTERS}",
    "past and coming year without a conjunction": f"2023年度法治政府建设工作总结 2024年工作计划\n{CHAPTERS}",
    "results and arrangements": f"青榆县2023年法治政府建设成效及2024年工作安排\n{CHAPTERS}",
    "an outline carried out": f"青榆县关于2020年落实法治政府建设实施纲要的报告\n{CHAPTERS}",
    "a party office": f"中共青榆县委全面依法治县委员会办公室关于2023年法治政府建设情况的报告\n{CHAPTERS}",
    "short, with tables attached": f"{NAME}\n{CHAPTERS}附件：1.行政处罚统计表.xlsx\n2.行政许可统计表.xlsx\n3.重大行政决策目录.pdf",
    "short, on the upkeep of a system": f"{NAME}\n{CHAPTERS}做好执法平台系统维护，优化验证码登录。",
    "no title, the opening announces it": f"现将我局2023年度法治政府建设情况报告如下。\n{CHAPTERS}",
    "no title, the chapters tell": f"2023年，我镇认真推进法治政府建设，取得新的进展。\n{CHAPTERS}",
    "no title, a heading tells": "2019年，青榆县狠抓任务落实，各项工作迈上新台阶，依法行政取得进展。\n一、2019年推进法治政府建设情况\n划转许可事项278项。",
    "a title that says nothing": f"政务公开\n2023年，我镇认真推进法治政府建设，取得新的进展。\n{CHAPTERS}",
    "names of columns above, no title": "首页\n走进我县\n政策解读\n政府信息公开年报\n现将2023年度法治政府建设情况报告如下。\n" + CHAPTERS,
    "all on one line": f"{NAME} 发布时间：2024-03-28 来源：县司法局 现将2023年法治政府建设情况公布如下。"
    + "全年受理行政复议申请86件，审结79件。" * 80,
    "spaces between all characters": " ".join(NAME) + "\n" + "\n".join(" ".join(line) for line in CHAPTERS.split("\n")),
    "bold type": f"**{NAME}**\n**一、主要举措和成效**\n检查企业**53**家次，培训**120**人次，评查**240**份，调解**1630**件。\n**二、存在的不足**\n力量薄弱。",
    "parties of cases without a name": f"{NAME}\n青榆县坚持依法行政，各项工作取得新的进展，现将有关情况报告如下，请予审阅。\n{CHAPTERS}"
    + "化解王某某不服某镇政府决定案、某村与某县某公司合同案；某局、某街道办、XX公司被纠正。" * 2,
    "all districts of a city": f"青榆市2023年度法治政府建设情况报告\n对各县（市、区）2023年度任务开展督察，现将有关情况报告如下。\n{CHAPTERS}",
}  # fmt: skip

OTHERS = {
    "a poster": ("interpretation", "一图读懂\n网上可办率99.1%\n受理复议案件512件", f"一图读懂丨{NAME}"),
    "questions, its title the report's": (
        "interpretation",
        f"{NAME}\n问：为什么发布报告？\n答：依照规定，每年应当向社会公开上一年度法治政府建设情况。\n问：有哪些亮点？\n答：全年办结复议案件143件。",
        "",
    ),
    "explained in the opening": ("interpretation", f"现将《{NAME}》解读如下：\n全县受理行政复议案件86件，纠错率12.6%。", ""),
    "a meeting that heard it": (
        "other_genre",
        f"县长主持召开会议，听取2023年度法治政府建设情况汇报。会议指出，全县审查规范性文件124件。会议强调，要补齐短板。会议还研究了其他工作。\n《{NAME}》同时审议。",
        "县政府召开常务会议听取2023年度法治政府建设情况汇报",
    ),
    "opinions on it": ("other_genre", f"会议认为成效值得肯定。\n{CHAPTERS}", "关于2023年度法治政府建设情况报告审议意见研究处理情况的报告"),
    "a leader's own account": ("other_genre", f"本人认真履行推进法治建设第一责任人职责。现将本人法治建设履职情况报告如下。\n{CHAPTERS}", ""),
    "the party committee's year": ("other_genre", "统筹推进科学立法、严格执法、公正司法、全民守法，审议文件14份。\n" * 20, "中共青榆县委全面依法治县委员会2023年工作总结"),
    "a request for reports": (
        "other_genre",
        "为做好2023年度法治政府建设情况报告工作，有关事项通知如下：\n一、报告内容\n主要举措、不足、安排。\n二、报送要求\n请各单位于1月20日前报送，详见附件。",
        "",
    ),
    "a column": (
        "other_genre",
        "法治政府建设年度报告\n青榆县2023年度法治政府建设情况报告 2024-03-30\n青榆县2022年度法治政府建设情况报告 2023-03-29\n青榆县2021年度法治政府建设情况报告 2022-03-31\n下载中心",
        "",
    ),
    "a scheme of marks": ("other_genre", "第一条 为评价年度法治政府建设情况，制定本办法。\n第二条 考核实行百分制。\n第三条 未公开年度报告的，扣5分。", ""),
    "a plan without its title": ("plan", "为做好法治政府建设工作，制定本方案。\n一、主要任务\n全年学法不少于6次，案卷优秀率达到95%以上。\n二、工作要求\n加强领导。", ""),
    "arrangements sent out": ("plan", "现将《青榆县2024年法治政府建设重点工作安排》印发给你们，请认真贯彻执行。\n一、主要任务\n开展抽查，覆盖率不低于30%。", ""),
    "a form": ("template", f"2023年度法治政府建设情况报告\n（单位名称）认真落实各项部署。\n{CHAPTERS}", ""),
    "a text without a place": ("template", f"2023年法治政府建设工作总结\n今年以来，某县全面落实各项部署。\n{CHAPTERS}", ""),
    "a slider to be moved": ("blocked", "系统检测到您的网络中存在异常访问请求。\n请按住滑块，拖动到最右边", ""),
    "a refusal told by the title": ("blocked", "openresty", "403 Forbidden"),
    "a file and nothing else": ("attachment_only", f"{NAME}\n发布时间：2024-03-29\n附件：{NAME}.pdf", ""),
    "a file with a sentence": ("attachment_only", f"关于公开2023年度法治政府建设情况报告的公告\n现将《{NAME}》予以公开，具体内容详见附件。\n{NAME}.doc", ""),
    "a viewer": ("attachment_only", f"{NAME}\n您的浏览器不支持在线预览，请点击下载。\n第1页/共14页", ""),
}  # fmt: skip


@pytest.mark.parametrize("text", REPORTS.values(), ids=list(REPORTS))
def test_reports_are_not_refused(text: str) -> None:
    read = judged(text)
    assert (read.is_report, read.outcome) == (True, "ok")


@pytest.mark.parametrize(("outcome", "text", "title"), OTHERS.values(), ids=list(OTHERS))
def test_others_are_recognised(outcome: str, text: str, title: str) -> None:
    read = judged(text, title)
    assert (read.is_report, read.outcome) == (False, outcome)


@pytest.mark.parametrize(
    "title",
    [
        "县人大常委会听取关于2023年法治政府建设情况的报告",
        "县委书记履行推进法治建设第一责任人职责情况报告",
        "青榆县司法局局长2023年度述法报告",
        "2024年度法治政府建设年度报告工作方案",
        "关于做好2023年度法治政府建设年度报告工作的通知",
        "青榆县法治政府建设考核评价办法",
        "法治政府建设报告制度实证研究——以25份报告文本为例",
        "法治政府建设年度报告工作指引",
        "强化法治政府建设年度报告审查备案",
        "青榆县法治政府建设情况报告的专家点评",
        "青榆县2023年平安建设工作报告",
    ],
)
def test_titles_of_others_over_a_text_that_could_be_a_report(title: str) -> None:
    assert not judged(f"{title}\n2023年，全县推进法治政府建设。\n{CHAPTERS}").is_report
