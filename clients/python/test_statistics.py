"""What surveys of the demonstration tell, held against a computation of its own over the kept answers."""

import json
import os
import sqlite3
import statistics
import unittest
from collections import Counter
from decimal import ROUND_HALF_EVEN, Context, Decimal

from demo import Demo

# Supervises for the authority that asks.
COLLECTOR = "viktor"


def said(value):
    """The codes of a kept value, as they are counted."""
    (kind, content), = value.items()
    if kind == "codes":
        return content
    if kind == "truth":
        return ["yes" if content else "no"]
    if kind == "number":
        return [format(Decimal(content).normalize(), "f")]
    if kind == "file":
        return ["yes"]
    return [content] if isinstance(content, str) else []


def two_digits(value):
    """To two digits that mean something."""
    return Context(prec=2, rounding=ROUND_HALF_EVEN).plus(value)


class Statistics(unittest.TestCase):
    """Every figure that is told is the one that the answers give; every other is of few, or protects few."""

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        cls.addClassCleanup(cls.demo.stop)
        cls.who = cls.demo.person(COLLECTOR)
        path = os.path.join(cls.demo.data.name, "belfry.db")
        cls.database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        cls.addClassCleanup(cls.database.close)
        items = cls.demo.ask(cls.who, "/api/v1/surveys/campaigns").json()["items"]
        cls.surveys = [one for one in items if one["state"] in ("told", "closed")]

    def answers(self, survey):
        """Whoever counts: a sector, and values by question."""
        known = [survey["uuid"].replace("-", "")]
        subject, = self.database.execute("select id from store_subjects where lower(hex(uuid)) = ?", known).fetchone()
        rows = self.database.execute(
            "select coalesce(o.sector, ''), a.answers from surveys_answers a "
            "left join identity_organisations o on o.id = a.party_id "
            "where a.campaign_id = ? and a.signed is not null and a.counted = 1",
            [subject],
        ).fetchall()
        rows += self.database.execute("select '', answers from surveys_ballots where campaign_id = ?", [subject]).fetchall()
        return [(sector, json.loads(kept)["values"]) for sector, kept in rows]

    def coded(self, survey):
        """How many answers whoever asked gave each code, by open question."""
        rows = self.database.execute(
            "select c.question, c.code, count(*) from surveys_coded c join store_subjects s on s.id = c.campaign_id "
            "where lower(hex(s.uuid)) = ? and c.code <> '' group by 1, 2",
            [survey["uuid"].replace("-", "")],
        )
        return {(question, code): count for question, code, count in rows}

    def told(self, survey, **parameters):
        """What is told of a survey."""
        return self.demo.ask(self.who, f"/api/v1/surveys/campaigns/{survey['uuid']}/results", **parameters).json()

    def test_there_is_something_to_compare(self):
        self.assertGreaterEqual(len(self.surveys), 3)
        self.assertGreater(sum(len(self.answers(survey)) for survey in self.surveys), 100)

    def test_distributions_are_those_of_the_answers(self):
        compared = 0
        for survey in self.surveys:
            answers, told, coded = self.answers(survey), self.told(survey), self.coded(survey)
            self.assertEqual(told["counted"], len(answers))
            for question in told["questions"]:
                counts = Counter(code for _, values in answers for code in set(said(values.get(question["name"], {"none": None}))))
                given = sum(1 for _, values in answers if question["name"] in values)
                for cell in question["answers"]:
                    with self.subTest(survey["title"], question=question["name"], code=cell["code"]):
                        count = len(answers) - given if cell["code"] == "" else counts[cell["code"]]
                        count = coded.get((question["name"], cell["code"]), count)
                        if cell["shown"] == "count":
                            self.assertEqual(cell["count"], count)
                            self.assertTrue(count == 0 or count >= told["least"], "few are told")
                            compared += 1
                        elif cell["shown"] == "nearly-all":
                            self.assertGreater(2 * count, len(answers))
                        else:
                            self.assertIsNone(cell["count"])
        self.assertGreater(compared, 100)

    def test_numbers_are_those_of_the_answers(self):
        compared = 0
        for survey in self.surveys:
            answers, told = self.answers(survey), self.told(survey)
            for question in told["questions"]:
                numbers = [values[question["name"]] for _, values in answers if question["name"] in values]
                numbers = sorted(Decimal(value["number"]) for value in numbers if "number" in value)
                with self.subTest(survey["title"], question=question["name"]):
                    if question["mean"] is not None:
                        self.assertEqual(Decimal(question["mean"]), two_digits(statistics.mean(numbers)))
                        compared += 1
                    if question["quartiles"] is not None:
                        places = [(len(numbers) - 1) * quarter // 4 for quarter in (1, 2, 3)]
                        self.assertEqual([Decimal(one) for one in question["quartiles"]], [two_digits(numbers[at]) for at in places])
        self.assertGreater(compared, 0)

    def test_groups_are_those_of_the_register_and_of_enough(self):
        compared = 0
        for survey in self.surveys:
            if survey["mode"] == "anonymous":
                continue
            answers, told = self.answers(survey), self.told(survey, by="sector")
            for question in told["questions"]:
                for group in question["groups"]:
                    inside = [values for sector, values in answers if sector in group["group"]]
                    with self.subTest(survey["title"], question=question["name"], group=group["group"]):
                        self.assertEqual(group["size"], len(inside))
                        self.assertGreaterEqual(group["size"], told["least"])
                    for cell in group.get("answers", []):
                        codes = set(cell["codes"])
                        found = [values.get(question["name"]) for values in inside]
                        count = sum(1 for value in found if (codes & set(said(value)) if value else "" in codes))
                        if cell["shown"] == "count":
                            self.assertEqual(cell["count"], count, (survey["title"], question["name"], group["group"], cell["codes"]))
                            compared += 1
        self.assertGreater(compared, 50)


if __name__ == "__main__":
    unittest.main()
