"""The closed vocabularies of the tables: every term with its meaning in both languages.

The same terms are ``Literal`` types in ``fazhi.records``; a test holds the two together.
"""

from __future__ import annotations

from fazhi.schemas.tables.columns import Words

BOUND: Words = {
    "exact": ("确数", "exactly the value"),
    "approx": ("约数（约、近、左右）", "about the value"),
    "at_least": ("不少于（余、多、以上、超过）", "the value or more"),
    "at_most": ("不多于（不足、以内、以下）", "the value or less"),
}
KIND: Words = {
    "count": ("计数", "a count"),
    "amount": ("金额", "an amount of money"),
    "percent": ("百分比", "a percentage"),
    "change": ("变化量", "a comparison with another time or place"),
    "rank": ("名次", "a rank"),
    "ordinal": ("序数", "an ordinal (第八次)"),
    "date_or_year": ("日期或年份", "a date or a year"),
    "duration": ("时长", "a length of time"),
    "document_number": ("文号", "the number of a document"),
    "list_label": ("列表序号", "the label of a list item"),
    "version": ("版本号", "a version"),
    "slogan": ("口号、数字缩略语", "a slogan made with numbers"),
    "other": ("其他", "something else"),
}
DIRECTION: Words = {"up": ("上升", "an increase"), "down": ("下降", "a decrease")}
MEASURE: Words = {
    "level": ("本期水平", "the level in or at the end of the period"),
    "cumulative": ("跨年累计", "a total over more than the year of the report"),
    "share": ("占比", "a share of a whole"),
    "rank": ("名次", "a rank"),
    "prior_year": ("上年水平", "the level of an earlier year, stated again"),
    "yoy_change": ("同比变化", "the change from the year before"),
    "pp_change": ("百分点变化", "a change in percentage points"),
    "period_change": ("与其他基期比较", "a change from another base than last year"),
    "multiple": ("倍数", "the ratio of two counts"),
    "target": ("目标值", "a target"),
}
SCOPE: Words = {
    "whole_place": ("全域", "the whole place"),
    "own_level": ("本级", "the government's own level"),
    "subordinates": ("下级", "the levels below"),
    "department": ("部门", "one department"),
    "campaign": ("专项行动", "one campaign"),
    "higher_level": ("上级", "a higher level"),
}
ROLE: Words = {
    "result": ("工作成效", "what was done"),
    "first_responsible": ("第一责任人履职", "what the first person responsible did"),
    "shortcoming": ("存在不足", "what is lacking"),
    "plan": ("下一步打算", "what is planned"),
    "other": ("其他", "something else"),
}
FIGURE_STATUS: Words = {
    "ok": ("可用", "read without doubt"),
    "needs_review": ("待复核", "in doubt, see reason"),
}
OBSERVATION_STATUS: Words = {
    "ok": ("可用", "read without doubt"),
    "in_words": ("文字表述的数值", "words that mean a number"),
    "needs_review": ("待复核", "in doubt"),
    "restated": ("重述的往年值", "an earlier year's value, stated again"),
    "duplicate": ("同一报告内重复", "the same value again in the same report"),
    "rejected": ("复核后不采用", "refused in review"),
}
#: Codes of SDMX CL_OBS_STATUS that values get; schemas/obs_status.yml says which gets which.
OBS_STATUS: Words = {
    "A": ("正常值", "normal value"),
    "B": ("序列中断", "break of the time series"),
    "O": ("缺值", "missing value"),
    "D": ("定义不同", "definition differs"),
    "E": ("估计值", "estimated value"),
    "P": ("暂定值", "provisional value"),
    "V": ("未经核实的值", "unvalidated value"),
}
RELATION: Words = {
    "sum": ("分项之和等于总数", "the parts add up to the total"),
    "part_sum": ("分项之和不超过总数", "the parts, maybe not all, stay within the total"),
    "subset": ("部分不大于整体", "a part is no larger than the whole"),
    "rate": ("比率与分子分母相符", "a rate fits its numerator and denominator"),
    "feasible_rate": ("比率可由整数得出", "some whole numerator gives the rate"),
    "complement": ("互补比率合计为百分之百", "complementary rates make 100 %"),
    "implied_prior": ("由增幅推得的上年值", "last year's value implied by the change"),
    "balance": ("期初、增减与期末相符", "opening, flows and closing agree"),
    "duplicate": ("同一指标两处一致", "one indicator printed twice with one value"),
    "range": ("取值范围", "the value is possible at all"),
    "jump": ("与往年相比异常跳变", "no leap from the years before"),
    "enumeration": ("列举项数与所述总数相符", "as many items are listed as are announced"),
    "consistency": ("其他一致性", "another consistency"),
}
VERDICT: Words = {
    "holds": ("相符", "reconciles"),
    "fails": ("按我们的读法不相符", "does not reconcile as we read it"),
    "not_testable": ("无法检验", "cannot be tested"),
}
ISSUED_HERE: Words = {
    "yes": ("本地制发", "issued by this place"),
    "no": ("非本地制发", "issued elsewhere"),
    "unknown": ("不详", "the text does not tell"),
}
LEVEL: Words = {
    "province": ("省级", "province, autonomous region or municipality"),
    "prefecture": ("地级", "prefecture or prefecture-level city"),
    "county": ("县级", "county, county-level city or district"),
}
REGION_CHANGE: Words = {
    "renamed": ("更名", "new name"),
    "recoded": ("同名改码", "new code, same name"),
    "county_to_district": ("撤县设区", "a county became a district"),
    "county_to_city": ("撤县设市", "a county became a county-level city"),
    "city_to_district": ("撤市设区", "a county-level city became a district"),
    "district_to_district": ("撤区设区", "a district became another district"),
    "prefecture_to_city": ("撤地设市", "a prefecture became a prefecture-level city"),
    "established": ("新设", "established"),
    "abolished": ("撤销", "abolished or merged into another"),
    "adjusted": ("区划调整", "boundaries or code rearranged"),
    "transferred": ("划转", "part of the territory moved to another place"),
}
OUTCOME: Words = {
    "ok": ("取得", "served"),
    "unchanged": ("未变化", "served, the same as before"),
    "not_found": ("未找到", "no such page"),
    "gone": ("已撤下", "was there, is no more"),
    "blocked": ("被拦截", "refused, or a challenge instead of the page"),
    "wrong_content": ("内容不符", "something else was served"),
    "attachment_only": ("仅有附件", "the page only offers a file"),
    "too_large": ("过大", "larger than the limit"),
    "timeout": ("超时", "no answer in time"),
    "tls_error": ("证书或加密错误", "no trusted connection"),
    "robots_denied": ("robots 不允许", "robots.txt forbids it"),
    "error": ("其他错误", "another failure"),
}
RETRIEVAL_ROLE: Words = {
    "column": ("栏目", "a list page"),
    "page": ("页面", "a page"),
    "attachment": ("附件", "a file offered by a page"),
    "file": ("本地文件", "a local file"),
}
DOCUMENT_STATUS: Words = {
    "published": ("已公布", "the report was found"),
    "not_found": ("未找到", "we looked and did not find it"),
    "blocked": ("无法访问", "we could not look"),
    "not_monitored": ("未监测", "we did not look"),
}
SEVERITY: Words = {
    "info": ("提示", "good to know"),
    "warning": ("注意", "may change how a value is used"),
    "error": ("错误", "something is missing or wrong"),
}
INDICATOR_TYPE: Words = {
    "flow": ("流量", "counted over the period"),
    "stock": ("存量", "standing at the end of the period"),
    "rate": ("比率", "a rate"),
    "amount": ("金额", "an amount of money"),
    "rank": ("名次", "a rank"),
    "duration": ("时长", "a length of time"),
}
POLARITY: Words = {
    "higher": ("越高越好", "more is better"),
    "lower": ("越低越好", "less is better"),
    "neutral": ("不作评价", "neither is better"),
}
RUN_STATUS: Words = {
    "ok": ("成功", "done"),
    "attention": ("完成，有事项待处理", "done, something needs someone"),
    "failed": ("失败", "could not run"),
}
FREQUENCY: Words = {
    "high": ("常见", "most reports"),
    "medium": ("有时", "some reports"),
    "low": ("少见", "few reports"),
}
