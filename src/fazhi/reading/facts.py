"""The document's metadata, one value a field, and whether it is a report at all.

Values come from the page (meta tags, disclosure table: ``Document.metadata``) and from
the text (header lines, title, signature). All are kept; which wins is settled by the
precedence in ``schemas/reading/metadata.yml``, and sources that disagree are named.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from fazhi.reading import genre, iso_dates, places
from fazhi.reading.header import Header, metadata_vocabulary, read_header
from fazhi.reading.sections import read_sections
from fazhi.reading.signature import Signature, read_signature
from fazhi.records import (
    Attachment,
    Document,
    DocumentFacts,
    MetadataValue,
    Place,
    Section,
)

_FIELDS = (
    "title", "issuer", "index_number", "doc_number", "category", "genre", "written_date",
    "published_date", "validity", "source_name", "signed_by", "signed_date",
)  # fmt: skip
_DATES = frozenset({"written_date", "published_date", "signed_date"})
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s*(?:年|—|－|-|~|至|法治|依法)")
#: The day on which a report was given: ——2024年1月12日在…大会第三次会议上.
_SESSION = re.compile(r"(20[0-9]{2})\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日\s*在[^\n。]{4,40}会")
_HAN_YEAR = re.compile(r"(二[〇○零OＯ0][一二三四五六七八九〇○零OＯ0]{2})年")
_OPENING_YEAR = re.compile(r"(?:现将|现就|将)[^。\n]{0,24}?(20[0-9]{2})\s*年")
_TITLE_END = re.compile(
    r"(?:报告|总结|情况|白皮书|年报|汇报|通知|方案|计划|要点|安排|规划|意见|解读|通报|公告|办法|规定)"
    r"(?:[（(][^）)]{0,14}[）)])?》?$"
)
_TITLE_GOES_ON = re.compile(
    r"关于|20[0-9]{2}|二[〇○零]|法治|依法|工作|情况|的?报告|年度|(?:的)?通知"
)
_ORGAN_ALONE = re.compile(
    r"(?:政府|委员会|管委会|办公室|局|厅|委|办|街道|镇|乡|[省市县区州旗盟]|报告|》)$"
)
_NO_TITLE = re.compile(
    r"^[—―–(（-]|[>＞]|首页|当前位置|无障碍|^附件|^[\d\s:：.-]+$|[。；;：:，,]$|^第?[0-9]+[期号]"
    r"|(?:[省市县区州旗盟院]长|检察长|主席)[\s\u3000]*[\u4e00-\u9fff][\s\u3000]*[\u4e00-\u9fff]{1,3}$"
)
#: A title run into the first sentence: …情况的报告2023年，…
_GLUED_TITLE = re.compile(
    r"\s*([^\s，,。：；:]{4,60}?(?:情况的?报告|工作的?报告|年度报告|工作总结|白皮书))(?=20[0-9]{2}年)"
)
_INDEX_CODE = re.compile(
    r"1[1-9A-Z]([1-8][0-9]{5})[0-9A-Z]{10}(?![0-9A-Z])|([1-6][0-9]{5})(?:[0-9]{3,4})?/"
)
_MUNICIPALITIES = frozenset({"北京市", "上海市", "天津市", "重庆市"})
_TITLE_ORGAN = re.compile(
    r"([\u4e00-\u9fff]{2,40}?(?:人民政府|政府|局|厅|委员会|办公室|办事处|街道|镇|乡|管委会))(?=关于|20[0-9]{2}|二[〇○零])"
)
_PREVIOUS_YEAR_UNTIL = 10
_SHORT_LINE = 40
_TITLE_SCORE = 2
#: Characters of the body in which the report is announced.
_OPENING = 600


def read_facts(
    document: Document,
    place: Place | None = None,
    year: int | None = None,
    sections: list[Section] | None = None,
) -> DocumentFacts:
    """Read the metadata and tell whether the document is a yearly report.

    Args:
        document: The document, with the metadata its page gave.
        place: Where the report should be from, if known; what title, issuer and
            signature say is held against it.
        year: The year it should be about, if known; used where the document names none.
        sections: Its outline, if already read.

    Returns:
        The facts. ``issuer`` is the publisher as labelled, else who signed, else the
        organ that the title names, so that a department's or township's report shows
        whose it is.
    """
    text = document.text
    sections = read_sections(document) if sections is None else sections
    chapters = [section for section in sections if section.level <= 2]
    header = read_header(text, chapters[0].char_start if chapters else len(text))
    signature = read_signature(text, header.body_start)
    facts = DocumentFacts(values=[*document.metadata, *header.values, *signature.values])
    has_title = any(value.name == "title" for value in facts.values)
    facts.values += _title_values(text, header, needs_form=has_title)
    _settle(facts)
    facts.issuer = facts.issuer or facts.signed_by or _organ_of(facts.title)
    facts.attachments = _attachments(document, signature)
    _settle_year(facts, text, sections, header, year)
    _settle_region(facts, place)
    headings = [section.heading for section in sections if section.level <= 3]
    headings += [text[start:end] for start, end in header.title_lines if end - start < _SHORT_LINE]
    verdict = genre.judge(
        genre.Evidence(
            text=text,
            titles=_titles(facts),
            headings=headings,
            chapters=[section.role for section in sections if section.level == 1],
            own_words=_own_words(text, header, signature),
            page_outcome=document.outcome,
            place=facts.region_name,
        )
    )
    facts.outcome = verdict.outcome
    facts.is_report = verdict.outcome == "ok"
    return facts


def _titles(facts: DocumentFacts) -> list[str]:
    """Return the title chosen, then what other sources call the document."""
    others = [value.value for value in facts.values if value.name == "title" and value.value]
    return [title for title in dict.fromkeys([facts.title, *others]) if title]


def _title_values(text: str, header: Header, *, needs_form: bool) -> list[MetadataValue]:
    """Find the title among the header's lines without a label; it may take several.

    Where the page has told a title already, only a line in the form of one is another.
    """
    candidates = [
        (start, end)
        for start, end in header.title_lines
        if 4 <= end - start <= 90
        and not _NO_TITLE.search(text[start:end])
        and text[start:end] not in metadata_vocabulary().columns
    ]
    best: tuple[int, int, int] | None = None
    for index, (start, _) in enumerate(candidates):
        end = _title_end(text, candidates, index)
        title = _folded(text[start:end])
        score = 4 * genre.is_genre_title(title) + 2 * bool(_TITLE_END.search(title))
        score += bool(genre.subject().search(title))
        score += bool(places.division_chain(_without_about(title)))
        if best is None or score > best[0]:
            best = (score, start, end)
    if best is None or best[0] < _TITLE_SCORE:
        glued = _GLUED_TITLE.match(text)
        if glued is not None:
            best = (_TITLE_SCORE, glued.start(1), glued.end(1))
    if best is None or (needs_form and best[0] < _TITLE_SCORE):
        return []
    _, start, end = best
    return [MetadataValue("title", _folded(text[start:end]), "text", start, end)]


def _title_end(text: str, lines: list[tuple[int, int]], index: int) -> int:
    """Return where a title that begins on line ``index`` ends.

    It goes on to a line directly below while it is incomplete and that line continues it.
    """
    start, end = lines[index]
    for next_start, next_end in lines[index + 1 : index + 4]:
        if text[end:next_start].count("\n") > 2 or _TITLE_END.search(_folded(text[start:end])):
            break
        following = text[next_start:next_end]
        so_far = text[start:end]
        is_led_in = so_far.endswith(("关于", "年", "年度", "建设", "工作", "的", "情况"))
        goes_on = _TITLE_GOES_ON.match("".join(following.split())) or _ORGAN_ALONE.search(following)
        if not is_led_in and not (goes_on and _ORGAN_ALONE.search(so_far)):
            break
        end = next_end
    return end


def _folded(printed: str) -> str:
    """Return a title without the white space of its layout."""
    words = printed.split()
    if all(len(word) <= 1 for word in words):
        return "".join(words)
    joined = " ".join(words)
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) (?=[0-9])", "", joined)


def _settle(facts: DocumentFacts) -> None:
    """Choose one value per field and note where the sources disagree."""
    known = metadata_vocabulary()
    rank = {where: order for order, where in enumerate(known.precedence)}
    for name in _FIELDS:
        values = [value for value in facts.values if value.name == name and value.value]
        if not values:
            continue
        values.sort(key=lambda value: rank.get(value.where, len(rank)))
        printed = [_canonical(name, value.value) for value in values]
        setattr(facts, name, next((value for value in printed if value), ""))
        if name in known.compared and len({_plain(value) for value in printed if value}) > 1:
            facts.conflicts.append(name)


def _canonical(name: str, value: str) -> str:
    if name in _DATES:
        return iso_dates.to_iso(value)
    field = metadata_vocabulary().fields.get(name)
    value = field.yes_no.get(value, value) if field is not None else value
    return " ".join(value.split())


def _plain(value: str) -> str:
    """Return what two spellings of the same value share."""
    folded = unicodedata.normalize("NFKC", value)
    return re.sub(r"[\s\[\]〔〕()【】﹝﹞]", "", folded)


def _organ_of(title: str) -> str:
    """Return who reports, by the title: 云溪县司法局2022年法治政府建设情况报告."""
    match = _TITLE_ORGAN.match(title)
    return match.group(1) if match is not None else ""


def _attachments(document: Document, signature: Signature) -> list[Attachment]:
    found = list(document.attachments)
    named = {_plain(attachment.name) for attachment in found}
    for name in signature.attachments:
        if _plain(name) not in named:
            named.add(_plain(name))
            found.append(Attachment(name))
    return found


def _settle_year(
    facts: DocumentFacts,
    text: str,
    sections: list[Section],
    header: Header,
    expected: int | None,
) -> None:
    """Settle the year reported: by the title, else the text; slips are flagged."""
    in_title = _first_year(facts.title)
    stated, named = _years_of_text(text, sections, header)
    session = _SESSION.search(text, 0, _OPENING)
    if session is not None and genre.is_session_report("".join(facts.title.split())):
        in_title = stated or int(session.group(1)) - 1
    facts.year = in_title or stated or named or expected or _year_before(facts)
    disagree = in_title and stated and in_title != stated
    if disagree or (expected and facts.year and facts.year != expected):
        facts.conflicts.append("year")


def _first_year(text: str) -> int | None:
    match = _YEAR.search(unicodedata.normalize("NFKC", text))
    if match is not None:
        return int(match.group(1))
    match = _HAN_YEAR.search(text)
    return iso_dates.han_year(match.group(1)) if match is not None else None


def _years_of_text(
    text: str, sections: list[Section], header: Header
) -> tuple[int | None, int | None]:
    """Return the year the text says it reports, and the one its opening names most.

    Only the first is firm: it is the year of the sentence that announces the report,
    else of the headings of results.
    """
    chapter = next((section.char_start for section in sections if section.level == 1), len(text))
    opening = text[header.body_start : max(chapter, header.body_start + _OPENING)]
    match = _OPENING_YEAR.search(opening)
    if match is not None:
        return int(match.group(1)), None
    headed = Counter(
        year
        for section in sections
        if section.level == 1 and section.role in ("result", "first_responsible")
        for year in [_first_year(section.heading)]
        if year is not None
    )
    if headed:
        return headed.most_common(1)[0][0], None
    named = Counter(int(year) for year in _YEAR.findall(opening[:_OPENING]))
    return None, named.most_common(1)[0][0] if named else None


def _year_before(facts: DocumentFacts) -> int | None:
    """Return the year that a report dated so is about: the one before, from January on."""
    for printed in (facts.signed_date, facts.written_date, facts.published_date):
        if printed:
            year, month = int(printed[:4]), int(printed[5:7])
            return year if month > _PREVIOUS_YEAR_UNTIL else year - 1
    return None


def _settle_region(facts: DocumentFacts, place: Place | None) -> None:
    """Settle whose report it is by title, signature and issuer, against ``place``."""
    chains = [
        chain
        for printed in (_without_about(facts.title), facts.signed_by, facts.issuer)
        if (chain := places.division_chain(printed))
    ]
    named = chains[0][-1] if chains else ""
    if place is not None:
        known = [name for chain in chains for name in chain]
        if named and not any(places.is_same_place(name, place.name) for name in known):
            facts.conflicts.append("region")
            facts.region_name = named
            return
        facts.region_name, facts.region_code = place.name, place.region_code
        return
    facts.region_name = named
    facts.region_code = _code(facts)


def _without_about(title: str) -> str:
    """Return a title from its place on: 关于印发如皋市… begins with 如皋市."""
    title = unicodedata.normalize("NFKC", title)
    return re.sub(r"^(?:中共|关于(?:印发|报送|公布|公开)?|20[0-9]{2}年(?:度)?|《)+", "", title)


def _code(facts: DocumentFacts) -> str:
    """Return the division code that the site's id or the index number carries, if it fits.

    A site's id begins with its owner's code. An index number may begin with a code, or
    with the publisher's social credit code, whose third to eighth characters are one;
    it often does not, so it is asked only where no name was found. Hosts republish the
    reports of other places: a code of another level than the name's is not taken.
    """
    for value in facts.values:
        code = value.value[:6]
        if value.name == "site_id_code" and code.isdecimal():
            return code if _fits_level(code, facts.region_name) else ""
    match = _INDEX_CODE.match(facts.index_number)
    if match is None or facts.region_name:
        return ""
    return str(match.group(1) or match.group(2))


def _fits_level(code: str, name: str) -> bool:
    """Tell whether a code can be that of a place with this name, by the level alone."""
    if not name:
        return True
    if name.endswith(("省", "自治区")):
        return code.endswith("0000")
    if name.endswith(("州", "盟")):
        return code.endswith("00") and not code.endswith("0000")
    if name.endswith("市"):
        return not code.endswith("0000") or name in _MUNICIPALITIES
    return not code.endswith("00")


def _own_words(text: str, header: Header, signature: Signature) -> int:
    """Count the characters of running text: no header, no title, no signature."""
    body = text[header.body_start : max(header.body_start, signature.start)]
    return len("".join(body.split()))
