"""What a presenter may say of a slide, and whatever its slide had no room for, in words."""

from exhibits import slides
from exhibits.chart_words import flat
from exhibits.charts import Bars, said
from exhibits.slides import Rows, Slide


def lines(slide: Slide) -> list[str]:
    """The presenter's own words; title and caveats in full, what is drawn, every report with its
    paragraphs, the phrases as printed, and where it was taken from. One paragraph each."""
    part, exhibit = slide.part, slide.part.exhibit
    told = [part.note, exhibit.title, exhibit.subtitle(), exhibit.alt]
    told += _unsaid(slide, exhibit.alt)
    told += [note.text for note in exhibit.notes]
    told += [source.label() for source in exhibit.sources]
    told += _phrases(slide)
    return [text for text in [*told, slides.stamped(part.stamp)] if text]


def in_words(line: dict) -> str:
    """A bar in words: "Sìn Hồ: 1.275 hội nghị · 2022–2023"."""
    return f"{flat(line['label'])}: {said(line)}"


def _unsaid(slide: Slide, alt: str) -> list[str]:
    """Each bar in words, where the exhibit's own words leave it out."""
    if not isinstance(slide.content, Bars):
        return []
    told = map(in_words, slide.content.frame.to_dict("records"))
    return [words for words in told if words not in alt]


def _phrases(slide: Slide) -> list[str]:
    """The phrases of what is on the slide, as the reports print them, with their paragraphs."""
    table, content = slide.part.exhibit.table, slide.content
    if not {"as_printed", "cited"} <= set(table.columns):
        return []
    shown = table.iloc[content.start : content.stop] if isinstance(content, Rows) else table
    rows = shown[["as_printed", "cited"]].dropna().to_dict("records")
    return [f"“{r['as_printed']}”, {r['cited']}" for r in rows if r["as_printed"]]
