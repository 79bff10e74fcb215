"""The conventions of the genre, one table row a sentence: which data are in it, and none else.

A row gives a sentence and the data figures it holds, each as
``raw value unit bound measure [direction]``; numbers of the sentence that are not listed
must not be read as data. A range is written low/high. The report's year is 2023.
"""

from __future__ import annotations

import pytest

from fazhi.reading.quantities import read_quantities
from fazhi.reading.titles import read_titles
from fazhi.records import Document, DocumentFacts, Figure, Section

YEAR = 2023

SENTENCES: dict[str, list[tuple[str, list[str]]]] = {
    "01 whole year claimed before its end": [
        ("全年共收到复议申请91件。\n青岩县人民政府\n2023年12月8日", ["91件 91 件 exact level"]),
    ],
    "02 since the beginning of the year": [
        ("今年以来，全县新立案217件。", ["217件 217 件 exact level"]),
        ("2023年以来，城管部门受理投诉1305件次。", ["1305件次 1305 件次 exact level"]),
    ],
    "03 up to now": [
        ("截至目前，已审结62件。", ["62件 62 件 exact level"]),
        ("目前在建站点14个。", ["14个 14 个 exact level"]),
    ],
    "04 explicit cut-off": [
        ("截至10月底，检查企业745家次。", ["745家次 745 家次 exact level"]),
        ("1至11月份，全市共查处违法案件389起。", ["389起 389 起 exact level"]),
        ("截至2024年1月15日，问题已整改47个。", ["47个 47 个 exact level"]),
    ],
    "06 several years": [
        ("自2021年10月启动以来累计办结1300件。", ["1300件 1300 件 exact cumulative"]),
        ("对“十二五”以来的文件开展清理，涉及347件。", ["347件 347 件 exact level"]),
        ("“七五”普法期间开展宣传5300场。", ["5300场 5300 场次 exact cumulative"]),
        ("五年来，累计培训网格员4150人次。", ["4150人次 4150 人次 exact cumulative"]),
        ("近三年来查处非法营运车辆860辆。", ["860辆 860 辆 exact cumulative"]),
        ("“十四五”以来，建成示范村居26个。", ["26个 26 个 exact level"]),
        ("2019年以来累计发放补助1.2亿元。", ["1.2亿元 120000000 元 exact cumulative"]),
        ("2020—2023年，共受理仲裁案件2317件。", ["2317件 2317 件 exact cumulative"]),
    ],
    "07 cumulative and annual": [
        (
            "累计建成联系点57个，今年新增6个。",
            ["57个 57 个 exact level", "6个 6 个 exact level"],
        ),
    ],
    "08 year-on-year": [
        ("案件量同比下降12.4%。", ["12.4% 12.4 percent exact yoy_change down"]),
        (
            "新收案件5422件，较上年增加842件，增幅18.38%。",
            [
                "5422件 5422 件 exact level",
                "842件 842 件 exact yoy_change up",
                "18.38% 18.38 percent exact yoy_change up",
            ],
        ),
        (
            "立案、结案同比分别上升107%、100%。",
            [
                "107% 107 percent exact yoy_change up",
                "100% 100 percent exact yoy_change up",
            ],
        ),
        (
            "一审案件40件，比去年少9件。",
            ["40件 40 件 exact level", "9件 9 件 exact yoy_change down"],
        ),
    ],
    "08 comparisons told at a distance": [
        (
            "受理复议52件，比上年（67件）少15件，维持29件。",
            [
                "52件 52 件 exact level",
                "67件 67 件 exact prior_year",
                "15件 15 件 exact yoy_change down",
                "29件 29 件 exact level",
            ],
        ),
        ("比上年多办结12件。", ["12件 12 件 exact yoy_change up"]),
        (
            "较上年，新收案件增加43件，增长率为12.5%。",
            ["43件 43 件 exact yoy_change up", "12.5% 12.5 percent exact yoy_change up"],
        ),
        (
            "受理、审结较去年分别增加12件、减少3件。",
            ["12件 12 件 exact yoy_change up", "3件 3 件 exact yoy_change down"],
        ),
        (
            "增长12%，新设便民岗位300个。",
            [
                "12% 12 percent exact yoy_change up",
                "300个 300 个 exact level",
            ],
        ),
    ],
    "09 points and percent": [
        ("败诉率同比下降3.2个百分点。", ["3.2个百分点 3.2 percentage_point exact pp_change down"]),
        ("审结率较上年提高5.97%。", ["5.97% 5.97 percentage_point exact pp_change up"]),
        (
            "满意率达98.6%，同比提升1.1个百分点，高于全省平均0.8个百分点。",
            [
                "98.6% 98.6 percent exact level",
                "1.1个百分点 1.1 percentage_point exact pp_change up",
                "0.8个百分点 0.8 percentage_point exact period_change up",
            ],
        ),
        ("服务效率提升30%。", ["30% 30 percent exact yoy_change up"]),
    ],
    "10 another base year": [
        ("公证业务量较2019年翻了一番。", ["翻了一番 2 倍 exact period_change up"]),
        ("处罚案件比2020年下降41%。", ["41% 41 percent exact period_change down"]),
        ("较2022年增加112件。", ["112件 112 件 exact yoy_change up"]),
    ],
    "11 earlier level restated": [
        (
            "执法主体由改革前的53个精简为39个。",
            ["53个 53 个 exact prior_year", "39个 39 个 exact level"],
        ),
        ("连同上年转来2件，答复45件。", ["2件 2 件 exact level", "45件 45 件 exact level"]),
        ("2022年为43件，2023年为55件。", ["43件 43 件 exact prior_year", "55件 55 件 exact level"]),
        (
            "登记户数由上年的3.1万户增加到3.6万户。",
            ["3.1万户 31000 户 exact prior_year", "3.6万户 36000 户 exact level"],
        ),
    ],
    "12 plans and targets": [
        ("明年力争培训覆盖率达到90%以上。", []),
        ("下一步，将新建调解室20个。", []),
        ("到2025年建成示范乡镇12个，覆盖率达到80%。", []),
        ("目标是办结率不低于95%。", []),
        ("2024年，我们将组织执法培训6期、1200人次。", []),
    ],
    "13 deadlines": [
        ("要求于11月底前整改到位。", []),
        ("须在30日内办结。", []),
    ],
    "14 ordinals": [
        ("开展第九次清理工作。", []),
        ("召开第十四届人民代表大会第二次会议。", []),
        ("党的二十届三中全会以来", []),
    ],
    "16 batches": [
        ("公布第二批清单33项。", ["33项 33 项 exact level"]),
        ("首批纳入试点单位8家。", ["8家 8 家 exact level"]),
    ],
    "18 to 21 scope words do not hide the figure": [
        ("市本级审查文件45件。", ["45件 45 件 exact level"]),
        ("各镇（街道）共调解纠纷2860件。", ["2860件 2860 件 exact level"]),
        ("以县政府为被告的案件9件。", ["9件 9 件 exact level"]),
    ],
    "22 figures of a higher level": [
        ("落实省定66条举措。", []),
        ("全国平均出庭率为41.8%。", []),
    ],
    "25 ranks": [
        (
            "综合排名列全省县级第4位、全国百强第31。",
            ["第4位 4 rank exact rank", "第31 31 rank exact rank"],
        ),
        ("考核成绩居全市第一。", ["第一 1 rank exact rank"]),
        ("连续三年位居全省前三。", ["前三 3 rank exact rank"]),
        ("满意度测评全区第二、全市第五。", ["第二 2 rank exact rank", "第五 5 rank exact rank"]),
        ("排名较上年提升3位。", ["3位 3 rank exact yoy_change up"]),
        ("落实第一责任人职责，打造第一方阵。", []),
        ("位居全市前列。", []),
        ("前三季度受理案件51件。", ["51件 51 件 exact level"]),
    ],
    "27 inexact numbers": [
        ("发布信息3.6万余条。", ["3.6万余条 36000 条 at_least level"]),
        ("受理近500件。", ["500件 500 件 approx level"]),
        ("覆盖率达到85%以上。", ["85%以上 85 percent at_least level"]),
        ("出动执法人员约1200人次。", ["1200人次 1200 人次 approx level"]),
        ("现场检查逾300家。", ["300家 300 家 at_least level"]),
        ("投入资金50万元左右。", ["50万元左右 500000 元 approx level"]),
        ("登记市场主体突破200万户。", ["200万户 2000000 户 at_least level"]),
        ("收集意见238余件。", ["238余件 238 件 at_least level"]),
        ("参与群众2000余万人次。", ["2000余万人次 20000000 人次 at_least level"]),
        ("败诉率不足3%。", ["3% 3 percent at_most level"]),
        ("登记失业率控制在4%以内。", ["4%以内 4 percent at_most level"]),
        ("开展宣讲至少60场。", ["60场 60 场次 at_least level"]),
        ("宣传活动近百余场。", ["百余场 100 场次 approx level"]),
        ("占当年案件的30.6%多。", ["30.6%多 30.6 percent at_least share"]),
    ],
    "28 Chinese numerals": [
        ("列入清单一项，拆除违建四处。", ["一项 1 项 exact level", "四处 4 处 exact level"]),
        ("执法队伍四处奔走，流程单一。", []),
        ("出台制度两项。", ["两项 2 项 exact level"]),
        ("组织走访百余次。", ["百余次 100 次 at_least level"]),
        ("走访企业数十家。", []),
        ("三分之二的案卷评为优秀。", ["三分之二 66.7 percent exact share"]),
        ("超过八成纠纷在村级化解。", ["八成 80 percent at_least share"]),
        ("调解成功率达九成五。", ["九成五 95 percent exact level"]),
        ("培训执法人员一千二百余人。", ["一千二百余人 1200 人 at_least level"]),
        ("发放手册十余万份。", ["十余万份 100000 份 at_least level"]),
        ("减免费用三千五百万元。", ["三千五百万元 35000000 元 exact level"]),
        ("化解积案二三十件。", ["二三十件 20/30 件 exact level"]),
        ("接待来访上千人次。", ["千人次 1000 人次 at_least level"]),
    ],
    "29 large units": [
        ("罚没1.35亿元。", ["1.35亿元 135000000 元 exact level"]),
        ("挽回损失4,210万元。", ["4,210万元 42100000 元 exact level"]),
        ("化解债务1亿3000万元。", ["1亿3000万元 130000000 元 exact level"]),
        ("受益5万3千人。", ["5万3千人 53000 人 exact level"]),
        ("为企业减负3735.51万元。", ["3735.51万元 37355100 元 exact level"]),
        ("全省律师83万。", ["83万 830000  exact level"]),
    ],
    "30 shapes of digits": [
        ("受理１２３４件。", ["１２３４件 1234 件 exact level"]),
        ("受理12 304 件。", ["12 304 件 12304 件 exact level"]),
        ("发放资料10，300份。", ["10，300份 10300 份 exact level"]),
        (
            "开展活动280 余场次，占比15.6 %。",
            ["280 余场次 280 场次 at_least level", "15.6 % 15.6 percent exact share"],
        ),
        ("梳理事项6525项,扎实推进。", ["6525项 6525 项 exact level"]),
        ("办结率98％。", ["98％ 98 percent exact level"]),
    ],
    "31 measure words": [
        (
            "检查3847家次、走访512户次、受理66件次，查办9宗。",
            [
                "3847家次 3847 家次 exact level",
                "512户次 512 户次 exact level",
                "66件次 66 件次 exact level",
                "9宗 9 宗 exact level",
            ],
        ),
        ("涉及18部门81个事项。", ["18部门 18 个 exact level", "81个 81 个 exact level"]),
        ("聘请48名监督员，出席12位。", ["48名 48 人 exact level", "12位 12 人 exact level"]),
        ("审理起诉讼案件", []),
        ("3起诉讼案件胜诉。", ["3起 3 起 exact level"]),
    ],
    "32 units at the end": [
        (
            "立案、处罚、移送分别为70、64、3件。",
            ["70 70 件 exact level", "64 64 件 exact level", "3件 3 件 exact level"],
        ),
    ],
    "33 unit lost": [
        ("要求在作出处罚后15内报备。", []),
    ],
    "35 percent": [
        (
            "网上办结6200件，占43.4%。",
            ["6200件 6200 件 exact level", "43.4% 43.4 percent exact share"],
        ),
        ("网上可办率43.4%。", ["43.4% 43.4 percent exact level"]),
        ("满意率百分之九十八点六。", ["百分之九十八点六 98.6 percent exact level"]),
        ("差错率控制在3‰以内。", ["3‰以内 3 per_mille at_most level"]),
    ],
    "36 words for all": [("实现全覆盖，应审尽审，零差评。", [])],
    "37 zero": [("行政败诉0件。", ["0件 0 件 exact level"]), ("未发生败诉案件。", [])],
    "38 ranges": [
        ("检查频次压减10%—15%。", ["10%—15% 10/15 percent exact yoy_change down"]),
        (
            "每案配备2–3名调解员，共调解88件。",
            ["2–3名 2/3 人 exact level", "88件 88 件 exact level"],
        ),
    ],
    "39 respectively": [
        (
            "维持、撤销、终止分别为41件、17件和6件。",
            ["41件 41 件 exact level", "17件 17 件 exact level", "6件 6 件 exact level"],
        ),
    ],
    "43 double rates": [
        ("参考率、合格率均达100%。", ["100% 100 percent exact level"]),
        (
            "受理率和办结率分别为99.1%和98.7%。",
            ["99.1% 99.1 percent exact level", "98.7% 98.7 percent exact level"],
        ),
    ],
    "45 two nouns": [
        ("涉及12个部门的53个事项。", ["12个 12 个 exact level", "53个 53 个 exact level"]),
    ],
    "48 add and cut": [
        (
            "新增15项、取消9项、变更22项。",
            ["15项 15 项 exact level", "9项 9 项 exact level", "22项 22 项 exact level"],
        ),
    ],
    "48 flows are no changes": [
        ("权力事项增加15项、减少3项。", ["15项 15 项 exact level", "3项 3 项 exact level"]),
    ],
    "49 list growth": [
        (
            "清单从120项增至188项。",
            ["120项 120 项 exact prior_year", "188项 188 项 exact level"],
        ),
    ],
    "50 slash": [
        ("窗办率/网办率98%/91%。", ["98% 98 percent exact level", "91% 91 percent exact level"]),
    ],
    "51 numbers in names": [
        ("构建“1+6+N”体系，落实“双随机、一公开”，开展百日攻坚。", []),
        ("整合12345热线，推进八五普法，升级2.0版平台。", []),
        ("依据国办发〔2018〕118号文件和GB/T 20001标准。", []),
        ("开展50kg气瓶整治。", []),
        ("实行一站式服务，打通最后一公里，统一指挥，进一步优化。", []),
        ("贯彻三项制度，落实四个意识、三个全覆盖。", []),
    ],
    "52 titles": [
        ("印发《优化营商环境66条措施》和《三年行动方案（2023—2025年）》。", []),
    ],
    "53 single cases, quotas and standards": [
        ("在一起工伤案中，调解员5次上门，为申请人争取赔偿12.6万元。", []),
        (
            "执法人员发现使用过期原料12公斤，对该店罚款5000元。全年查处36件。",
            ["36件 36 件 exact level"],
        ),
        ("市下达任务数120件，完成135件。", ["135件 135 件 exact level"]),
        ("罚款超过1万元的案件36件。", ["36件 36 件 exact level"]),
        ("按不低于5%的比例抽查312家。", ["312家 312 家 exact level"]),
        ("办结率不低于95%。", ["95% 95 percent at_least level"]),
        (
            "败诉率低于考核指标1.5个百分点。",
            ["1.5个百分点 1.5 percentage_point exact pp_change down"],
        ),
        ("入选全国60个创新型县。", []),
        ("（此件公开发布，共印80份）", []),
        ("如某公司无证经营，被罚款3.2万元。", []),
    ],
    "56 furniture": [
        ("索引号：014225972/2024-00046 浏览次数：1378\n来源：县政府办 2024-01-05 10:24", []),
    ],
    "structure and population": [
        ("建立县、乡、村三级网络。", []),
        ("梳理10类权力事项共计6525项。", ["6525项 6525 项 exact level"]),
        ("全县12个乡镇全部设立司法所。", []),
        ("共涉及34个部门。", ["34个 34 个 exact level"]),
        ("形成一套机制，打造一支队伍，解决一批难题。", []),
    ],
    "lengths of time": [
        ("平均审理期限缩短至43天。", ["43天 43 day exact level"]),
        ("开展为期3天的集中培训。", ["3天 3 day exact level"]),
        ("自受理之日起5个工作日内答复。", []),
        ("开展三年行动，连续四年获评优秀。", []),
    ],
    "rules of procedure, standards and parts of names": [
        ("每季度召开1次联席会议，全年召开4次。", ["4次 4 次 exact level"]),
        ("对合规企业给予最高50万元奖励，每人每月补助300元。", []),
        ("修订后的条例共7章90条。", []),
        ("我县是全省5个试点县之一。", []),
        ("明确24项任务，将18项任务分解到各部门。", []),
        ("由县长任组长、7名副县长任副组长。", []),
        ("可以处5000元以上2万元以下罚款。", []),
        ("聚焦三个环节，建立五级网络。", []),
        ("计划检查320家次，实际检查318家次。", ["318家次 318 家次 exact level"]),
    ],
    "dates that only name something": [
        (
            "对2022年出台的46件文件开展评估，清理2022年底前的文件312件。",
            ["46件 46 件 exact level", "312件 312 件 exact level"],
        ),
        ("实施三年方案（2024—2026年），细化措施36条。", ["36条 36 条 exact level"]),
        ("新法自2024年1月1日起施行，组织培训12期。", ["12期 12 期 exact level"]),
        ("2023—2024学年开展进校园活动86场。", ["86场 86 场次 exact level"]),
        (
            "出庭率为100%（2022年：99.2%）。",
            ["100% 100 percent exact level", "99.2% 99.2 percent exact prior_year"],
        ),
    ],
    "series over years": [
        (
            "2021年、2022年、2023年新收案件分别为112件、135件、168件，败诉率分别为8.1%、7.6%和5.2%。",
            [
                "112件 112 件 exact prior_year",
                "135件 135 件 exact prior_year",
                "168件 168 件 exact level",
                "8.1% 8.1 percent exact prior_year",
                "7.6% 7.6 percent exact prior_year",
                "5.2% 5.2 percent exact level",
            ],
        ),
        (
            "2022年至2023年，分别受理46件、58件，其中调解12件。",
            [
                "46件 46 件 exact prior_year",
                "58件 58 件 exact level",
                "12件 12 件 exact cumulative",
            ],
        ),
        (
            "2022年和2023年维持、撤销分别为9件、4件、1件。",
            ["9件 9 件 exact level", "4件 4 件 exact level", "1件 1 件 exact level"],
        ),
    ],
    "fractions": [
        ("四分之三的案件当场办结。", ["四分之三 75 percent exact share"]),
        ("差错率为万分之三。", ["万分之三 0.03 percent exact level"]),
        ("近1/3的事项下沉到镇。", ["1/3 33.3 percent approx share"]),
        ("机制一成不变。", []),
        ("满意率百分之百。", ["百分之百 100 percent exact level"]),
    ],
    "halves, signs and earlier values": [
        ("近一半的案件经调解结案。", ["一半 50 percent approx share"]),
        ("同比增长-3.2%。", ["3.2% 3.2 percent exact yoy_change down"]),
        ("由第8位上升至第3位。", ["第8位 8 rank exact prior_year", "第3位 3 rank exact rank"]),
        (
            "较去年同期的35件增加7件。",
            ["35件 35 件 exact prior_year", "7件 7 件 exact yoy_change up"],
        ),
        (
            "企业开办由3个工作日压缩至0.5个工作日。",
            ["3个工作日 3 个工作日 exact prior_year", "0.5个工作日 0.5 个工作日 exact level"],
        ),
        (
            "过去五年，培训4.2万人次，财政收入翻了一番。",
            ["4.2万人次 42000 人次 exact cumulative", "翻了一番 2 倍 exact period_change up"],
        ),
        ("收案量为近五年最高，达1235件。", ["1235件 1235 件 exact level"]),
        (
            "调解率63%，高出全省平均15.4个百分点。",
            [
                "63% 63 percent exact level",
                "15.4个百分点 15.4 percentage_point exact period_change up",
            ],
        ),
    ],
    "compound units": [
        ("昼间噪声均值52.6分贝。", ["52.6分贝 52.6 分贝 exact level"]),
        ("满意度得分为92.6分。", ["92.6分 92.6 分 exact level"]),
        ("处理能力达3.5万吨/日。", ["3.5万吨/日 35000 吨/日 exact level"]),
        ("利率较上年下降25个基点。", ["25个基点 25 个基点 exact pp_change down"]),
        ("万人起诉率15.2件/万人。", ["15.2件/万人 15.2 件/万人 exact level"]),
        ("封填机井36眼。", ["36眼 36 眼 exact level"]),
    ],
    "days and durations that were reached": [
        (
            "监测360天，其中优105天、良210天、轻度污染40天，优良天数315天。",
            [
                "105天 105 day exact level",
                "210天 210 day exact level",
                "40天 40 day exact level",
                "315天 315 day exact level",
            ],
        ),
        ("重污染天数3天，沙尘影响天数5天。", ["3天 3 day exact level", "5天 5 day exact level"]),
        (
            "以细颗粒物为主的21天，占45.7%。",
            ["21天 21 day exact level", "45.7% 45.7 percent exact share"],
        ),
        (
            "暴雨内涝天数4天，较多年平均减少2天。",
            ["4天 4 day exact level", "2天 2 day exact period_change down"],
        ),
        (
            "有3个项目工期延误，最长18个月。",
            ["3个 3 个 exact level", "18个月 18 month exact level"],
        ),
        ("拖欠工程款，最长超过5年。", ["5年 5 year at_least level"]),
        ("12件工单超期未办，最长超期46天。", ["12件 12 件 exact level", "46天 46 day exact level"]),
        ("高温持续9天。", ["9天 9 day exact level"]),
        ("自受理之日起60日内作出决定。", []),
        ("办理期限最长30日，不得超期。", []),
        ("公示期满5天后印发。", []),
        ("享受补贴最长36个月。", []),
        ("整治行动持续3个月。", []),
    ],
    "plans beside what was reached": [
        (
            "争取新增专项债券21.6亿元，居全省第3位。",
            ["21.6亿元 2160000000 元 exact level", "第3位 3 rank exact rank"],
        ),
        ("争取新增企业30家。", []),
        (
            "化解债务3.2亿元，完成年度任务的108%。",
            ["3.2亿元 320000000 元 exact level", "108% 108 percent exact level"],
        ),
        ("下达年度任务120件。", []),
        ("要完成年度任务的60%。", []),
        ("特困供养标准提高到每人每月1260元。", ["1260元 1260 元 exact level"]),
        ("按每人每月300元给予补助。", []),
    ],
    "criteria, limits and sizes": [
        ("考核权重不低于6%。", []),
        ("细颗粒物限值为35微克/立方米。", []),
        ("债务率18%，低于国家20%的警戒线。", ["18% 18 percent exact level"]),
        ("整改率低于80%的单位12家。", ["12家 12 家 exact level"]),
        ("有6个单位执行率低于60%。", ["6个 6 个 exact level"]),
        (
            "3家单位的5个项目连续两年执行率低于50%。",
            ["3家 3 家 exact level", "5个 5 个 exact level"],
        ),
        ("办结率超过98%。", ["98% 98 percent at_least level"]),
        ("超过60%的案件在诉前化解。", ["60% 60 percent at_least share"]),
        ("保持满意率高于95%的好水平。", ["95% 95 percent at_least level"]),
        ("阅读量5万以上的文章18篇。", ["18篇 18 篇 exact level"]),
        ("经费预算为320万元，实际支出298万元。", ["298万元 2980000 元 exact level"]),
        ("落实普法经费预算320万元。", ["320万元 3200000 元 exact level"]),
        ("债务限额为52亿元，余额48亿元。", ["48亿元 4800000000 元 exact level"]),
        ("审计项目概算总投资86亿元，核减1.2亿元。", ["1.2亿元 120000000 元 exact level"]),
        ("设立总规模10亿元的引导基金。", []),
        ("环城路全长21公里，完成投资3亿元。", ["3亿元 300000000 元 exact level"]),
        ("平均用时较法定的45日减少9日。", ["9日 9 day exact level"]),
        ("3个项目超概算1.5亿元。", ["3个 3 个 exact level", "1.5亿元 150000000 元 exact level"]),
        ("（以2020年价格为100）", []),
    ],
    "names and grades": [
        ("落实市五届人大二次会议决议。", []),
        ("召开人大代表座谈会两次。", ["两次 2 次 exact level"]),
        ("2类功能区达标率为96%。", ["96% 96 percent exact level"]),
        ("劣五类水体全部消除。", []),
        ("一、二类海水面积占86%。", ["86% 86 percent exact share"]),
        ("分为3类实施监管，2类事项取消。", ["3类 3 类 exact level", "2类 2 类 exact level"]),
        ("2件入选最高人民法院30件典型案例。", ["2件 2 件 exact level"]),
        ("向最高人民法院报送30件典型案例。", ["30件 30 件 exact level"]),
        ("列15个县区第2位。", ["第2位 2 rank exact rank"]),
        ("全市36个县控断面全部达标。", ["36个 36 个 exact level"]),
        ("全市36个县区全部达标。", []),
        ("3个县区荣获第一名。", ["3个 3 个 exact level", "第一名 1 rank exact rank"]),
    ],
    "changes told by their verb": [
        (
            "水果产量8.6万吨，增产0.2万吨。",
            ["8.6万吨 86000 吨 exact level", "0.2万吨 2000 吨 exact yoy_change up"],
        ),
        (
            "契税完成3.1亿元，减收0.4亿元，下降11%。",
            [
                "3.1亿元 310000000 元 exact level",
                "0.4亿元 40000000 元 exact yoy_change down",
                "11% 11 percent exact yoy_change down",
            ],
        ),
        ("带动农户增收1200万元。", ["1200万元 12000000 元 exact level"]),
        (
            "支出830万元，比预算压减45万元。",
            ["830万元 8300000 元 exact level", "45万元 450000 元 exact period_change down"],
        ),
        (
            "收到申请186件，比2022年（152件）增加34件。",
            [
                "186件 186 件 exact level",
                "152件 152 件 exact prior_year",
                "34件 34 件 exact yoy_change up",
            ],
        ),
        (
            "比上年决算数3.2亿元增长6%。",
            ["3.2亿元 320000000 元 exact prior_year", "6% 6 percent exact yoy_change up"],
        ),
        (
            "比上年增加12件增长6%。",
            ["12件 12 件 exact yoy_change up", "6% 6 percent exact yoy_change up"],
        ),
        ("客流恢复至2019年的76%。", ["76% 76 percent exact multiple"]),
        (
            "投诉420件，其中噪声类35%、扬尘类21%。",
            [
                "420件 420 件 exact level",
                "35% 35 percent exact share",
                "21% 21 percent exact share",
            ],
        ),
    ],
    "indices": [
        ("环境质量指数（EQI）68.42。", ["68.42 68.42  exact level"]),
        (
            "城乡居民收入比由1.87缩小至1.82。",
            ["1.87 1.87  exact prior_year", "1.82 1.82  exact level"],
        ),
        ("恩格尔系数为0.31。", ["0.31 0.31  exact level"]),
        ("三次产业比例为8.3:41.4:50.3。", []),
        ("系统由3.5升级至4.0版。", []),
    ],
    "years to come beside this one": [
        (
            "预计2024年受理60件；2023年受理52件，审结48件。",
            ["52件 52 件 exact level", "48件 48 件 exact level"],
        ),
        ("到2024年，在2023年基础上新增12个。", []),
        ("到2024年建成12个；全覆盖15个街道。", []),
    ],
    "traps": [
        ("列入总数的1/4左右。", ["1/4左右 25 percent approx share"]),
        (
            "占提案总数的94.8%和95%。",
            ["94.8% 94.8 percent exact share", "95% 95 percent exact share"],
        ),
        ("(20212025年)纲要，20256月发布。", []),
        ("围绕3·15、12·4开展宣传，发生6.2级地震。", []),
        ("联系电话0513-87654321，邮编226500。", []),
        ("上年结转3件，结转下年度5件。", ["3件 3 件 exact level", "5件 5 件 exact level"]),
    ],
}


def read(text: str, year: int | None = YEAR, sections: list[Section] | None = None) -> list[Figure]:
    """Read a text as a report of ``year`` with the titles that stand in it."""
    outline = sections or []
    titles = read_titles(text, outline, None)
    return read_quantities(Document(text=text), outline, titles, DocumentFacts(year=year))


def brief(figure: Figure) -> str:
    """The columns of the table, one figure a line."""
    value = figure.value if figure.value is not None else f"{figure.value_low}/{figure.value_high}"
    words = (figure.raw, value, figure.unit, figure.bound, figure.measure, figure.direction)
    return " ".join(str(word) for word in words).rstrip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, expected, id=f"{name[:12]}-{text[:10]}")
        for name, rows in SENTENCES.items()
        for text, expected in rows
    ],
)
def test_sentence(text: str, expected: list[str]) -> None:
    assert [brief(figure) for figure in read(text) if figure.statistical] == expected
