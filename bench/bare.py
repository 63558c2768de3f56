"""The yardstick: the same charts and tables in plain Streamlit, as one would write them in an hour.

Nothing of the house and no caching: read the Parquet files, filter with a multiselect, draw with
Plotly, print tables of the same rows. `?trang=` chooses the page. Of a release too large for a page
it is told the bound of ours (newest year, localities that fit, rows of a list), pushed into its
SQL, so that both draw the same; only what the filters offer and that bound are counted once.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd
import streamlit as st

from bench.bare_charts import bars, heat, show

releases = Path(os.environ["RELEASES_DIR"])
folder = releases / (releases / "CURRENT").read_text().strip()
con = duckdb.connect()

FIGURES = """
    select l.short_name as locality, u.name as unit, o.level, o.topic, i.name as indicator,
           i.is_core, o.count_kind, o.recipient, o.quantity, o.value, o.qualifier, o.obs_status,
           coalesce(o.period_text, o.as_of::text, o.period_from || ' – ' || o.period_to) as period,
           o.as_printed, o.note, concat(l.name, ' (', s.published_on, '), ¶', o.paragraph) as source
    from '{0}/observations.parquet' o join '{0}/units.parquet' u using (unit_id)
    join '{0}/units.parquet' l on l.unit_id = o.locality_id
    join '{0}/indicators.parquet' i using (indicator_id)
    join '{0}/sources.parquet' s using (source_id)
    where {1} order by l.sort_rank, {2}o.observation_id limit {3}"""
ROWS = """
    select l.short_name as locality, u.name as unit, u.level, t.* exclude (unit_id, locality_id),
           concat(l.name, ' (', s.published_on, '), ¶', t.paragraph) as source
    from '{0}/{1}.parquet' t join '{0}/units.parquet' u using (unit_id)
    join '{0}/units.parquet' l on l.unit_id = t.locality_id
    join '{0}/sources.parquet' s using (source_id)
    where {2} order by l.sort_rank, t.paragraph limit 300"""
COVERAGE = """
    select l.short_name as locality, l.level, c.topic, c.status, i.is_core
    from '{0}/coverage.parquet' c join '{0}/units.parquet' l on l.unit_id = c.locality_id
    join '{0}/indicators.parquet' i using (indicator_id) where {1} order by l.sort_rank"""
FINDINGS = """
    select l.short_name as locality, f.severity, f.kind, f.expected, f.found, f.gap, f.text
    from '{0}/findings.parquet' f join '{0}/sources.parquet' s using (source_id)
    join '{0}/units.parquet' l on l.unit_id = s.unit_id
    where {1} order by l.sort_rank, f.finding_id limit 300"""
SUCCESSORS = """
    select a.name as before, b.name as after, b.gso_code, t.kind, b.valid_from, t.resolution
    from '{0}/unit_links.parquet' t join '{0}/units.parquet' a on a.unit_id = from_unit_id
    join '{0}/units.parquet' b on b.unit_id = to_unit_id
    join '{0}/units.parquet' l on l.unit_id = a.locality_id
    where l.short_name = '{1}' order by all"""
REPORTS = """
    select l.short_name as locality, l.level, s.title, s.publisher, s.published_on,
           s.kind, count(o.observation_id) as figures, s.note, s.sha256[:12] as sha256
    from '{0}/sources.parquet' s join '{0}/units.parquet' l using (unit_id)
    left join '{0}/observations.parquet' o using (source_id)
    where {1} group by all order by 1 limit 300"""
COUNTS = """
    select l.short_name as locality, year(o.period_to)::int as year, count(*) as figures
    from '{0}/observations.parquet' o join '{0}/units.parquet' l on l.unit_id = o.locality_id
    join '{0}/indicators.parquet' i using (indicator_id)
    where {1} group by 1, 2, l.sort_rank order by l.sort_rank"""
MOST_FIGURES, MOST_PLACES, MOST_BARS = 1000, 20, 24
FIGURE_COLUMNS = ["unit", "indicator", "quantity", "period", "as_printed", "note", "source"]


def ask(sql: str, *names: str) -> pd.DataFrame:
    return con.execute(sql.format(folder, *names)).df()


@st.cache_data
def counts(folder: str, of: str = "true") -> pd.DataFrame:
    return con.execute(COUNTS.format(folder, of)).df()


def among(places: Sequence[str]) -> str:
    named = ", ".join(f"'{place}'" for place in places)
    return f"l.short_name in ({named})" if named else "true"


def part(places: Sequence[str], of: str = "true") -> tuple[str, str]:
    """What a page holds of these localities, as a condition on figures and one on places; `of`
    is a condition of one indicator, whose figures are held of every year."""
    held = counts(str(folder), of)
    held = held[held["locality"].isin(places)] if places else held
    if held["figures"].sum() <= MOST_FIGURES and held["locality"].nunique() <= MOST_PLACES:
        return "true", "true"
    if of == "true":
        shown = held[held["year"] == held["year"].max()]
        year = f"year(o.period_to) = {shown['year'].iloc[0]}"
    else:
        shown, year = held.groupby("locality", sort=False, as_index=False)["figures"].sum(), "true"
    fit = shown[shown["figures"].cumsum() <= MOST_FIGURES].head(MOST_PLACES)
    there = among((fit if len(fit) else shown.head(1))["locality"])
    return f"{there} and {year}", there


def figures_of(places: Sequence[str]) -> pd.DataFrame:
    return ask(FIGURES, part(places)[0], "", "1000")


def rows_of(table: str, places: Sequence[str]) -> pd.DataFrame:
    return ask(ROWS, table, part(places)[1])


def coverage_of(places: Sequence[str]) -> pd.DataFrame:
    return ask(COVERAGE, part(places)[1])


def mine(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame[frame["locality"].isin(chosen)] if chosen else frame
    return frame[frame["level"].isin(levels)] if levels and "level" in frame else frame


def overview() -> None:
    figures, coverage = mine(figures_of(chosen)), mine(coverage_of(chosen))
    topics = ("models", "commendations", "study")
    coverage = coverage[coverage["is_core"] & coverage["topic"].isin(topics)]
    st.subheader("Coverage")
    heat(coverage.drop_duplicates(["locality", "topic"]), "topic", "status")
    st.subheader("Main figures")
    core = figures[figures["is_core"] & figures["topic"].isin(topics)]
    columns = ["locality", "level", "topic", *FIGURE_COLUMNS[2:]]
    show(core[core["unit"].str.contains("Huy|T.nh")], columns)


def models() -> None:
    left, middle, right = st.columns(3)
    named = mine(rows_of("models", chosen))
    kinds = left.multiselect("Kind", sorted(set(named["kind"])))
    fields = middle.multiselect("Field", sorted(set(named["fields"].explode())))
    words = right.text_input("Search")
    figures = mine(figures_of(chosen)).query("topic == 'models'")
    counted("Number of models", figures, "level")
    st.subheader("By field")
    heat(named.explode("fields"), "fields")
    st.subheader("By kind")
    heat(named, "kind")
    if kinds:
        named = named[named["kind"].isin(kinds)]
    if fields:
        named = named[named["fields"].map(lambda own: bool(set(own) & set(fields)))]
    if words:
        named = named[named["name"].str.contains(words, case=False, regex=False)]
    st.subheader("Register")
    show(named, ["name", "kind", "owner", "unit", "fields", "note", "source"])


def counted(title: str, figures: pd.DataFrame, by: str) -> None:
    st.subheader(title)
    if figures.empty:
        st.info("Nothing here")
        return
    bars(figures.head(MOST_BARS), by)
    with st.expander("Table"):
        show(figures, FIGURE_COLUMNS)


def commendations() -> None:
    figures = mine(figures_of(chosen)).query("topic == 'commendations'")
    said = mine(rows_of("commendations", chosen))
    counted("Commended", figures, "recipient")
    st.subheader("By authority")
    if said.empty:
        st.info("Nothing here")
        return
    heat(said, "authority_kind", "form")
    st.subheader("By form")
    heat(said, "form", "frequency")
    st.subheader("Statements")
    columns = ["unit", "as_printed", "form", "authority", "recipient", "frequency",
               "observation_id", "note", "source"]  # fmt: skip
    show(said, columns)


def study() -> None:
    left, right = st.columns(2)
    said = mine(rows_of("study_activities", chosen))
    kinds = left.multiselect("Activity", sorted(set(said["activity"])))
    words = right.text_input("Search")
    counted("Study", mine(figures_of(chosen)).query("topic == 'study'"), "indicator")
    st.subheader("Activities named")
    turned = said.rename(columns={"activity": "locality", "locality": "activity"})
    heat(turned, "activity", "frequency")
    if kinds:
        said = said[said["activity"].isin(kinds)]
    if words:
        said = said[said["as_printed"].str.contains(words, case=False, regex=False)]
    st.subheader("Register")
    show(said, ACTIVITY_COLUMNS)


ACTIVITY_COLUMNS = ["activity", "unit", "as_printed", "organiser", "audience", "frequency",
                    "obs_status", "note", "source"]  # fmt: skip


def locality() -> None:
    place = st.selectbox("Locality", chosen or names)
    st.subheader("Successors")
    successors = ask(SUCCESSORS, place)
    show(successors, successors.columns)
    figures = figures_of([place]).query("locality == @place")
    for topic, said in figures.groupby("topic"):
        st.subheader(topic)
        show(said, FIGURE_COLUMNS)
    st.subheader("Models")
    show(
        rows_of("models", [place]).query("locality == @place"),
        ["name", "kind", "owner", "unit", "fields", "note", "source"],
    )
    st.subheader("Commendations")
    show(
        rows_of("commendations", [place]).query("locality == @place"),
        ["unit", "as_printed", "form", "authority", "recipient", "frequency", "note", "source"],
    )
    st.subheader("Activities")
    show(rows_of("study_activities", [place]).query("locality == @place"), ACTIVITY_COLUMNS)
    findings(ask(FINDINGS, part([place])[1]).query("locality == @place"))
    st.subheader("Requests")
    wanted = coverage_of([place]).query("locality == @place and status == 'silent'")
    show(wanted, ["topic", "status"])
    with st.expander("Letter"):
        st.text("\n".join(wanted["topic"]))
        st.download_button("Download", "\n".join(wanted["topic"]))


def findings(found: pd.DataFrame) -> None:
    st.subheader("Findings")
    show(found, found.columns)


def sources() -> None:
    reports = mine(ask(REPORTS, part(chosen)[1]))
    st.subheader("Reports")
    show(reports, reports.columns)
    findings(mine(ask(FINDINGS, part(chosen)[1])))
    st.subheader("Releases")
    st.table(pd.DataFrame({"release": [path.name for path in releases.iterdir() if path.is_dir()]}))
    st.subheader("Dictionary")
    columns = ask("""select file_name[-30:] as file, name, type, repetition_type, logical_type
                     from parquet_schema('{0}/*.parquet') order by all""")
    show(columns, columns.columns)


def compare() -> None:
    st.radio("How", ["indicator", "matrix", "pair"], horizontal=True)
    left, right = st.columns([2, 1])
    named = ask("select name from '{0}/indicators.parquet' order by name")["name"].tolist()
    first = "Số mô hình học tập và làm theo Bác"
    chosen_one = left.selectbox("Indicator", named, index=None)
    right.toggle("Alike")
    wanted = chosen_one or (first if first in named else named[0])
    of = f"i.name = '{wanted}'"
    order = "u.sort_rank, s.source_id, o.paragraph, "
    own = mine(ask(FIGURES, f"{part(chosen, of)[0]} and {among(chosen)} and {of}", order, "300"))
    st.multiselect("Units", list(own["unit"]))
    st.subheader(wanted)
    numbers = own[own["obs_status"] == "reported"]
    like = numbers.groupby(["count_kind", "level", "period"])
    alike = numbers[like["unit"].transform("nunique") > 1]
    if len(alike):
        bars(alike.head(MOST_BARS), "level")
    show(alike if len(alike) else own, FIGURE_COLUMNS)
    st.subheader("Pairs")
    numbers = numbers[["unit", "quantity", "level", "period"]]
    pairs = numbers.merge(numbers, how="cross", suffixes=("", " 2")).query("unit < `unit 2`")
    show(pairs, pairs.columns)
    st.subheader("Totals")
    show(own.groupby("unit", as_index=False)["value"].sum(), ["unit", "value"])


def trace() -> None:
    st.text_input("Id")
    st.subheader("All figures")
    show(mine(figures_of(chosen)), FIGURE_COLUMNS)


st.set_page_config(layout="wide")
pages = {
    "so-sanh": compare,
    "truy-nguon": trace,
    "tong-quan": overview,
    "mo-hinh": models,
    "khen-thuong": commendations,
    "hoc-tap": study,
    "dia-phuong": locality,
    "nguon": sources,
}
slug = st.query_params.get("trang", "tong-quan")
names = list(dict.fromkeys(counts(str(folder))["locality"]))
years = sorted(set(counts(str(folder))["year"].dropna()))
with st.sidebar:
    chosen = st.multiselect("Locality", names, select_all=False)
    levels = st.multiselect("Level", ["province", "district", "commune", "party_cell", "facility"])
    st.multiselect("Year", years)
st.title(slug)
pages[slug]()
