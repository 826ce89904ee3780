"""Every event of the demonstration, exported and loaded by the programs that others use."""

import csv
import io
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

    def test_a_table_holds_every_value(self):
        for event in self.events:
            with self.subTest(event["title"]):
                rows = list(csv.DictReader(io.StringIO(self.export(event["uuid"], "csv").text)))
                self.assertEqual(len(rows), event["attributes"])
                self.assertTrue(all(row["value"] and row["type"] for row in rows))

    def test_a_text_holds_what_is_fit_for_detection(self):
        for event in self.events[:10]:
            whole = json.loads(self.export(event["uuid"], "misp").text)["Event"]
            lines = self.export(event["uuid"], "text").text.splitlines()
            for attribute in whole.get("Attribute", []):
                if attribute["to_ids"] and attribute["type"] in ("domain", "ip-dst", "md5", "sha256"):
                    with self.subTest(attribute["value"]):
                        self.assertIn(attribute["value"], lines)

    def test_a_list_comes_as_one_file(self):
        whole = self.demo.ask(self.who, "/api/v1/threats/events", format="misp", state="recalled").json()["response"]
        recalled = self.demo.ask(self.who, "/api/v1/threats/events", state="recalled").json()["items"]
        self.assertGreater(len(recalled), 0)
        self.assertEqual({one["Event"]["uuid"] for one in whole}, {one["uuid"] for one in recalled})

    def test_nobody_takes_out_what_he_does_not_see(self):
        outsider = self.demo.person("lea")
        seen = {event["uuid"] for event in self.demo.events(outsider)}
        unseen = [event["uuid"] for event in self.events if event["uuid"] not in seen]
        self.assertGreater(len(unseen), 0)
        headers = {"Authorization": f"Bearer {outsider['api_key']}"}
        for uuid in unseen:
            for form in ("misp", "stix", "csv", "text"):
                address = f"{self.demo.url}/api/v1/threats/events/{uuid}?format={form}"
                self.assertEqual(requests.get(address, headers=headers, timeout=30).status_code, 404)

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
