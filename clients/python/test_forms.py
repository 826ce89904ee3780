"""Forms that were taken out, read by the converter that field teams use."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml

import openpyxl
from pyxform.xls2xform import convert

LABELS = ["label::English (en)", "label::French (fr)"]
HEADINGS = [
    "type", "name", *LABELS, "hint", "relevant", "constraint", "constraint_message", "required", "calculation",
    "appearance", "choice_filter", "repeat_count", "parameters", "default", "belfry_kind",
]


def ask(kind, name="", english="", french="", **cells):
    """A row of the survey."""
    named = {"type": kind, "name": name, LABELS[0]: english, LABELS[1]: french, **cells}
    return [named.get(heading) or None for heading in HEADINGS]


SURVEY = [
    HEADINGS,
    ask("begin_group", "who", "Who", "Qui", appearance="field-list"),
    ask("text", "name", "Name", "Nom", hint="as on the door", constraint="regex(., '^[A-Z].*$')", required="yes",
        constraint_message="a capital letter"),
    ask("text", "about", "About", "À propos", appearance="multiline"),
    ask("integer", "staff", "Staff", "Effectif", constraint=". >= 0 and . <= 100000", required="${name} != ''"),
    ask("decimal", "cost", "Cost", "Coût", belfry_kind="money EUR CHF"),
    ask("text", "land", "Country", "Pays", belfry_kind="country"),
    ask("date", "since", "Since", "Depuis", default="2026-01-31"),
    ask("time", "hour", "Hour", "Heure"),
    ask("dateTime", "moment", "Moment", "Moment"),
    ask("end_group"),
    ask("begin_group", "what", "What", "Quoi", relevant="${staff} > 3"),
    ask("select_one sector or_other", "sector", "Sector", "Secteur", appearance="minimal"),
    ask("select_one size", "size", "Size", "Taille", choice_filter="kind = ${sector}"),
    ask("select_multiple sector", "all", "All", "Tous", relevant="selected(${sector}, 'energy')",
        constraint="count-selected(.) <= 2"),
    ask("rank sector", "order", "Order", "Ordre"),
    ask("select_one size", "agree", "Agree?", "D'accord ?", appearance="likert"),
    ask("range", "mood", "Mood", "Humeur", parameters="start=1 end=5 step=0.5"),
    ask("select_one belfry_yes_no", "ok", "All right?", "Tout va bien ?", belfry_kind="yes_no"),
    ask("file", "proof", "Proof", "Preuve"),
    ask("image", "picture", "Picture", "Image"),
    ask("end_group"),
    ask("begin_group", "grid", "How far?", "À quel point ?", appearance="table-list"),
    ask("select_one size", "row_a", "First", "Premier"),
    ask("select_one size", "row_b", "Second", "Second"),
    ask("end_group"),
    ask("begin_repeat", "site", "Site", "Site", repeat_count="${staff}"),
    ask("text", "city", "City", "Ville"),
    ask("decimal", "power", "Power", "Puissance"),
    ask("calculate", "nth", calculation="position(..)"),
    ask("end_repeat"),
    ask("calculate", "total", calculation="round(sum(${power}) div count(${site}), 2)"),
    ask("calculate", "first", calculation="indexed-repeat(${power}, ${site}, 1)"),
    ask("calculate", "said", calculation="concat(jr:choice-name(${size}, '${size}'), ' ', coalesce(${about}, '?'))"),
    ask("calculate", "begun", calculation="once(today())"),
    ask("hidden", "secret", default="x"),
    ask("note", "end", "Total ${total}", "Total ${total}", relevant="${ok} = 'yes' and ${total} > 0"),
    ask("acknowledge", "agreed", "I agree", "J'accepte"),
]

TABLES = {"choices": """
list_name|name|label::English (en)|label::French (fr)|kind
sector|energy|Energy|Énergie|
sector|water|Water|Eau|
size|1|Small|Petite|energy
size|2|Large|Grande|water
belfry_yes_no|yes|Yes|Oui|
belfry_yes_no|no|No|Non|
""", "settings": """
form_title|form_id|default_language
Visit|visit|English (en)
"""}


def workbook(path):
    """The three sheets as a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = {name: [line.split("|") for line in text.strip().splitlines()] for name, text in TABLES.items()}
    for name, rows in {"survey": SURVEY, **sheets}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    book.save(path)


def is_row_of_table(name):
    """Names that the converter makes for the head of a table, out of the row's number."""
    return name.startswith(("generated_table_list_label_", "reserved_name_for_field_list_labels_"))


def belfry(data, *arguments):
    """What the program prints."""
    command = [os.environ["BELFRY_BIN"], *arguments, "--data", data]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout


class Forms(unittest.TestCase):
    """What comes in as XLSForm and goes out as XLSForm."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="belfry-forms-")
        cls.addClassCleanup(folder.cleanup)
        cls.source = str(pathlib.Path(folder.name, "in.xlsx"))
        cls.result = str(pathlib.Path(folder.name, "out.xlsx"))
        data = str(pathlib.Path(folder.name, "data"))
        workbook(cls.source)
        person = ["--name", "Ana", "--organisation", "Aqua", "--role", "contributor"]
        belfry(data, "user", "add", "ana@aqua.example", *person)
        said = belfry(data, "form", "import", cls.source, "--as", "ana@aqua.example", "--publish", "--json")
        cls.said = json.loads(said)
        belfry(data, "form", "export", "visit", "--version", "1", "--output", cls.result)

    def test_it_was_published(self):
        self.assertEqual((self.said["name"], self.said["version"]), ("visit", 1))

    def test_the_converter_takes_what_was_given_out(self):
        mine, others = convert(xlsform=self.result), convert(xlsform=self.source)
        self.assertEqual(self.names(mine.xform), self.names(others.xform))
        self.assertEqual(self.binds(mine.xform), self.binds(others.xform))

    @staticmethod
    def names(text):
        """The names of all answers, in order."""
        instance = xml.fromstring(text).find(".//{http://www.w3.org/2002/xforms}instance")
        names = [element.tag.rpartition("}")[2] for element in instance[0].iter()]
        return [name for name in names if not is_row_of_table(name)]

    @staticmethod
    def binds(text):
        """Where a rule was written, by the answer that it is for."""
        rules = {}
        for bind in xml.fromstring(text).iter("{http://www.w3.org/2002/xforms}bind"):
            kept = ("relevant", "constraint", "required", "calculate", "type")
            if is_row_of_table(bind.get("nodeset").rpartition("/")[2]):
                continue
            rules[bind.get("nodeset")] = sorted(key for key in bind.attrib if key in kept)
        return rules


if __name__ == "__main__":
    unittest.main()
