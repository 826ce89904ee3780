"""Every event of the demonstration, exported and loaded by the programs that others use."""

import json
import unittest

import pymisp
import requests
import stix2

from demo import Demo

READER = "mira"


class Exports(unittest.TestCase):
    """What an analyst may take out."""

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        cls.addClassCleanup(cls.demo.stop)
        cls.who = cls.demo.person(READER)
        cls.events = list(cls.demo.events(cls.who))

    def export(self, uuid, form):
        """One event in one form."""
        return self.demo.ask(self.who, f"/api/v1/threats/events/{uuid}", format=form)

    def test_there_are_events_and_none_twice(self):
        uuids = [event["uuid"] for event in self.events]
        self.assertGreater(len(uuids), 5)
        self.assertEqual(len(uuids), len(set(uuids)))

    def test_pymisp_reads_every_event(self):
        for event in self.events:
            with self.subTest(event["title"]):
                read = pymisp.MISPEvent()
                read.from_json(self.export(event["uuid"], "misp").text)
                self.assertEqual(read.uuid, event["uuid"])
                self.assertEqual(read.info, event["title"])
                self.assertGreater(len(read.attributes) + len(read.objects), 0)

    def test_stix2_reads_every_event(self):
        for event in self.events:
            with self.subTest(event["title"]):
                bundle = stix2.parse(self.export(event["uuid"], "stix").text, allow_custom=True)
                self.assertEqual(bundle.type, "bundle")
                self.assertGreater(len(bundle.objects), 0)

    def test_a_value_of_an_event_leads_back_to_it(self):
        for event in self.events[:10]:
            whole = json.loads(self.export(event["uuid"], "misp").text)["Event"]
            for attribute in whole.get("Attribute", [])[:1]:
                with self.subTest(attribute["value"]):
                    answer = self.demo.ask(self.who, "/api/v1/threats/values", value=attribute["value"]).json()
                    self.assertIn(event["uuid"], [item["event"] for item in answer["items"]])

    def test_without_a_key_there_is_nothing(self):
        answer = requests.get(self.demo.url + "/api/v1/threats/events", timeout=30)
        self.assertEqual(answer.status_code, 401)


if __name__ == "__main__":
    unittest.main()
