"""Who may import whom: the table of the design, each rule a sentence that a made-up tree breaks."""

from tests.imports import Rule

_DATA = (
    "warehouse.queries",
    "warehouse.comparability",
    "warehouse.figure",
    "warehouse.ranking",
    "warehouse.derived",
    "warehouse.reports",
    "warehouse.codes",
)
_SCREEN = (
    "exhibits.render.screen", "exhibits.render.basket", "exhibits.render.stage",
    "exhibits.render.workbench", "exhibits.render.turning", "exhibits.render.grid",
)  # fmt: skip
_STREAMLIT = tuple(f"{module.replace('.', '/')}.py" for module in _SCREEN)
_WHO = tuple(f"exhibits/render/{name}.py" for name in ("secrets", "alone", "visit", "doors",
    "sign_in"))  # fmt: skip
_OF_DESK = ("exhibits.render.desk", "exhibits.render.desk_said")
_DESK = ("exhibits/render/desk.py", "exhibits/render/desk_*.py")
_OTHER_FORMATS = ("exhibits.catalog", "exhibits.render.screen", "exhibits.render.xlsx")
RULES = (
    Rule(
        "dashboard.py uses streamlit, starlette, the app's words, the queries, what serves and "
        "who may come in",
        ("dashboard.py",),
        ("streamlit", "starlette", "exhibits.vi", "warehouse.queries", "serving",
         "exhibits.render.secrets", "exhibits.render.doors"),
        example=("dashboard.py", "import duckdb"),
    ),
    Rule(
        "what serves knows the server and the app's words, and no data",
        ("serving/*.py",),
        ("serving", "starlette", "streamlit", "exhibits.vi"),
        but=("serving/warming.py",),
        example=("serving/logs.py", "from warehouse import queries"),
    ),
    Rule(
        "what warms a server works out the first page as that page does, and has no screen of its "
        "own",
        ("serving/warming.py",),
        ("exhibits.catalog.ahead", "exhibits.catalog.overview", "exhibits.catalog.reach",
         "exhibits.model", "exhibits.theme", "exhibits.render.screen", "warehouse.queries"),
        example=("serving/warming.py", "from exhibits.catalog import models"),
    ),
    Rule(
        "the shell adds only the codes its filters name and how much of a view a page holds, keeps "
        "the presentation in the address, has the door, and writes the log",
        ("pages/shell.py",),
        (
            "streamlit", "starlette", "exhibits.vi", "exhibits.numbers", "exhibits.render.basket",
            "exhibits.catalog.reach", "exhibits.render.turning", "exhibits.render.sign_in",
            "warehouse.queries", "warehouse.codes", "serving.logs",
        ),
        example=("pages/shell.py", "from exhibits.catalog import models"),
    ),
    Rule(
        "a page chooses, asks, draws: streamlit, queries, the catalog, the words, the screen",
        ("pages/*.py",),
        ("streamlit", *_DATA, "exhibits.catalog", "exhibits.vi", *_SCREEN, *_OF_DESK,
         "exhibits.render.sign_in"),
        but=("pages/shell.py",),
        example=("pages/models.py", "import pandas"),
    ),
    Rule(
        "no page imports another page",
        ("pages/*.py",),
        never=("pages", "shell", "overview", "models", "commendations", "study", "locality"),
        example=("pages/models.py", "from pages import overview"),
    ),
    Rule(
        "exhibits know themselves, plotly, pandas, babel and the codes, but ask nothing",
        ("exhibits/*.py",),
        ("exhibits", "plotly", "pandas", "babel", "warehouse.codes"),
        never=("exhibits.render", "exhibits.catalog"),
        but=("exhibits/__main__.py",),
        example=("exhibits/charts.py", "from warehouse import queries"),
    ),
    Rule(
        "the catalog asks the warehouse and builds exhibits; it renders nothing",
        ("exhibits/catalog/*.py",),
        ("exhibits", "plotly", "pandas", *_DATA, "warehouse.contract"),
        never=("exhibits.render",),
        example=("exhibits/catalog/models.py", "from exhibits.render import xlsx"),
    ),
    Rule(
        "the command line uses the catalog, the file formats and the queries, no screen",
        ("exhibits/__main__.py",),
        ("exhibits", "warehouse.queries"),
        never=("exhibits.render.screen",),
        example=("exhibits/__main__.py", "from exhibits.render import screen"),
    ),
    Rule(
        "the screen is drawn with streamlit, and shows passages of the reports",
        _STREAMLIT,
        ("exhibits", "pandas", "plotly", "streamlit", "warehouse.reports"),
        never=("exhibits.catalog",),
        example=("exhibits/render/screen.py", "from warehouse import queries"),
    ),
    Rule(
        "the desk's page is drawn with streamlit over the desk's actions, and asks no warehouse",
        _DESK,
        (
            "exhibits", "desk", "pandas", "streamlit", "warehouse.contract", "warehouse.codes",
            "warehouse.headings", "warehouse.reports",
        ),
        never=("exhibits.catalog",),
        example=("exhibits/render/desk_entry.py", "from warehouse import queries"),
    ),
    Rule(
        "who is asking is worked out with streamlit, starlette and the desk's rights alone",
        _WHO,
        ("exhibits.vi", "exhibits.vi_sign_in", "exhibits.render", "desk.people", "streamlit",
         "starlette"),
        never=("exhibits.catalog", *_SCREEN, "warehouse"),
        example=("exhibits/render/visit.py", "from desk import drafts"),
    ),
    Rule(
        "the workbook is written with XlsxWriter",
        ("exhibits/render/xlsx.py", "exhibits/render/xlsx_*.py"),
        ("exhibits", "pandas", "xlsxwriter", "warehouse.codes"),
        never=("exhibits.catalog", "exhibits.render.screen"),
        example=("exhibits/render/xlsx.py", "import openpyxl"),
    ),
    Rule(
        "charts that Office can edit are made with python-pptx, and XlsxWriter for the workbooks "
        "inside them",
        ("exhibits/render/native.py",),
        ("exhibits", "pptx", "xlsxwriter"),
        never=(*_OTHER_FORMATS, "exhibits.render.pptx", "exhibits.render.docx"),
        example=("exhibits/render/native.py", "from exhibits.render import pptx"),
    ),
    Rule(
        "slides are written with python-pptx",
        ("exhibits/render/pptx.py",),
        ("exhibits", "pptx"),
        never=(*_OTHER_FORMATS, "exhibits.render.docx"),
        example=("exhibits/render/pptx.py", "import streamlit"),
    ),
    Rule(
        "Word files are written with python-docx, their charts with python-pptx",
        ("exhibits/render/docx.py", "exhibits/render/docx_*.py"),
        ("exhibits", "docx", "pptx", "lxml"),
        never=(*_OTHER_FORMATS, "exhibits.render.pptx"),
        example=("exhibits/render/docx.py", "from exhibits.render import pptx"),
    ),
    Rule(
        "paper and pictures are set with typst",
        ("exhibits/render/pdf.py", "exhibits/render/picture.py", "exhibits/render/typesetting.py"),
        ("exhibits", "typst"),
        never=(*_OTHER_FORMATS, "exhibits.render.pptx", "exhibits.render.docx"),
        example=("exhibits/render/pdf.py", "import matplotlib"),
    ),
    Rule(
        "QR codes are drawn with segno",
        ("exhibits/render/qr.py",),
        ("segno",),
        example=("exhibits/render/qr.py", "from exhibits import vi"),
    ),
    Rule(
        "the offline page is written with plotly's own script",
        ("exhibits/render/html.py",),
        ("exhibits", "plotly"),
        never=("exhibits.catalog", "exhibits.render.screen"),
        example=("exhibits/render/html.py", "import streamlit"),
    ),
    Rule(
        "files and packs are made of the formats, and ask nothing",
        ("exhibits/render/files.py", "exhibits/render/pack.py"),
        ("exhibits",),
        never=("exhibits.catalog", *_SCREEN),
        example=("exhibits/render/pack.py", "from exhibits.catalog import presentation"),
    ),
    Rule(
        "CSV and its cells need no library of their own",
        ("exhibits/render/csv.py", "exhibits/render/cells.py"),
        ("exhibits", "pandas"),
        never=("exhibits.catalog", "exhibits.render.screen", "exhibits.render.xlsx"),
        example=("exhibits/render/csv.py", "import xlsxwriter"),
    ),
    Rule(
        "the warehouse knows itself, duckdb, pandas and pyarrow",
        ("warehouse/**/*.py",),
        ("warehouse", "duckdb", "pandas", "pyarrow"),
        but=("warehouse/connect.py",),
        example=("warehouse/queries.py", "from exhibits import vi"),
    ),
    Rule(
        "the line to a cluster is PySpark's",
        ("warehouse/connect.py",),
        ("warehouse.releases", "pyspark"),
        example=("warehouse/connect.py", "import duckdb"),
    ),
    Rule(
        "PySpark is optional: imported in one place, when a cluster is asked",
        ("**/*.py",),
        never=("pyspark", "grpc", "py4j"),
        but=("warehouse/connect.py",),
        example=("warehouse/cluster.py", "from pyspark.sql import SparkSession"),
    ),
    Rule(
        "the ETL shares the contract, its codes, bounds, paragraphs, releases, persons and cluster",
        ("etl/**/*.py",),
        ("etl", "warehouse.contract", "warehouse.codes", "warehouse.bounds",
         "warehouse.reports", "warehouse.releases", "warehouse.persons",
         "warehouse.cluster", "warehouse.connect", "warehouse.kept",
         "duckdb", "numpy", "pandas", "pyarrow", "filelock", "yaml"),
        but=("etl/extract.py", "etl/extract_*.py", "etl/workbook*.py"),
        example=("etl/publish.py", "from warehouse import connection"),
    ),
    Rule(
        "the extractor reads text with the grammar, masks persons, and knows no database",
        ("etl/extract.py", "etl/extract_*.py"),
        ("etl", "warehouse.contract", "warehouse.reports", "warehouse.persons"),
        never=("etl.publish", "etl.check", "etl.derive"),
        but=("etl/extract_text.py",),
        example=("etl/extract_units.py", "import duckdb"),
    ),
    Rule(
        "files of reports are opened with python-docx and pypdf in one place",
        ("etl/extract_text.py",),
        ("etl.read", "docx", "pypdf"),
        example=("etl/extract_text.py", "from etl import extract"),
    ),
    Rule(
        "only the extractor opens files of reports",
        ("etl/**/*.py",),
        never=("docx", "pypdf"),
        but=("etl/extract_text.py",),
        example=("etl/verify.py", "import pypdf"),
    ),
    Rule(
        "the entry workbook is written with XlsxWriter and read with openpyxl, within the ETL",
        ("etl/workbook*.py",),
        (
            "etl", "warehouse.contract", "warehouse.codes", "warehouse.headings", "duckdb",
            "xlsxwriter", "openpyxl",
        ),
        example=("etl/workbook.py", "from exhibits.render import xlsx_cells"),
    ),
    Rule(
        "the desk keeps drafts in SQLite, asks the warehouse, and calls the ETL as a process",
        ("desk/**/*.py",),
        ("desk", "warehouse.contract", "warehouse.persons", "warehouse.queries",
         "warehouse.releases", "warehouse.reports", "filelock"),
        but=("desk/people.py",),
        example=("desk/drafts.py", "from exhibits import vi"),
    ),
    Rule(
        "rights are worked out from what is handed in",
        ("desk/people.py",),
        (),
        never=("sqlite3", "os"),
        example=("desk/people.py", "from desk import store"),
    ),
    Rule(
        "the app never imports the ETL",
        ("dashboard.py", "pages/**/*.py", "serving/*.py", "exhibits/**/*.py", "warehouse/**/*.py",
         "desk/**/*.py"),
        never=("etl",),
        example=("exhibits/catalog/rows.py", "import etl.phrases"),
    ),
    Rule(
        "nothing imports pages",
        ("**/*.py",),
        never=("pages",),
        example=("tests/test_pages.py", "from pages.shell import filters"),
    ),
    Rule(
        "only tests import tests",
        ("**/*.py",),
        never=("tests", "conftest"),
        but=("tests/**",),
        example=("etl/check.py", "from tests import plain"),
    ),
    Rule(
        "only what is drawn on the screen, the pages and dashboard.py import streamlit",
        ("**/*.py",),
        never=("streamlit",),
        but=("dashboard.py", "pages/*.py", "serving/logs.py", *_STREAMLIT, *_DESK, *_WHO,
             "bench/**", "tests/**"),
        example=("exhibits/catalog/study.py", "import streamlit as st"),
    ),
    Rule(
        "imports are written as imports, where these rules can see them",
        ("dashboard.py", "pages/**/*.py", "exhibits/**/*.py", "warehouse/**/*.py", "desk/**/*.py",
         "etl/**/*.py"),
        never=("importlib", "runpy", "__import__"),
        example=("warehouse/queries.py", "__import__('etl.phrases')"),
    ),
)  # fmt: skip
