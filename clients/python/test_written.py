"""An event written by a program from its first line to its recall, and read by PyMISP as somebody else."""

import unittest
import uuid

import pymisp
import requests
from jsonschema import Draft202012Validator

from demo import Demo

WRITER = "mira"
READER = "bruno"
EVENTS = "/api/v1/threats/events"
TEXT = "The mail came from hxxps://portal[.]meter-check[.]net/login and 9.9.9.207; the file was da39a3ee5e6b4b0d3255bfef95601890afd80709."


class Written(unittest.TestCase):
    """What people do on the pages of an event, done by a program."""

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        cls.addClassCleanup(cls.demo.stop)
        cls.description = requests.get(cls.demo.url + "/api/openapi.json", timeout=30).json()

    def send(self, path, body, who=WRITER, key=None):
        """Sends a body to a path of the API."""
        headers = {"Authorization": f"Bearer {self.demo.person(who)['api_key']}"}
        if key:
            headers["Idempotency-Key"] = key
        return requests.post(self.demo.url + path, json=body, headers=headers, timeout=30)

    def done(self, template, body, /, **names):
        """What an act answers with, which is what the description promises."""
        answer = self.send(template.format(**names), body)
        self.assertLess(answer.status_code, 300, answer.text)
        described = self.description["paths"][template]["post"]
        takes = described["requestBody"]["content"]["application/json"]["schema"]
        gives = described["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]
        for schema, value in ((takes, body), (gives, answer.json())):
            Draft202012Validator({**schema, "components": self.description["components"]}).validate(value)
        return answer.json()

    def as_misp(self, event):
        """The event as a reader's PyMISP loads it."""
        answer = self.demo.ask(self.demo.person(READER), f"{EVENTS}/{event}", format="misp")
        loaded = pymisp.MISPEvent()
        loaded.load(answer.json())
        return loaded

    def seen(self, event):
        """The status that a reader gets for the event."""
        headers = {"Authorization": f"Bearer {self.demo.person(READER)['api_key']}"}
        return requests.get(f"{self.demo.url}{EVENTS}/{event}", headers=headers, timeout=30).status_code

    def test_an_event_is_written_published_and_recalled(self):
        made = self.done(EVENTS, {"title": "A portal that asks for meter numbers", "tlp": "green", "reach": "community"})
        event = made["uuid"]
        at = EVENTS + "/{uuid}"
        found = self.done(at + "/attributes/find", {"text": TEXT}, uuid=event)["items"]
        accepted = [{"type": one["type"], "value": one["value"]} for one in found]
        self.assertEqual({one["value"] for one in accepted} >= {"9.9.9.207"}, True, found)
        added = self.done(at + "/attributes/add", {"attributes": accepted}, uuid=event)
        self.assertEqual(len(added["items"]), len(accepted))
        values = {"domain": "portal.meter-check.net", "ip": "9.9.9.208"}
        self.done(at + "/objects/{template}", {"values": values}, uuid=event, template="domain-ip")
        self.done(at + "/reports/new", {"name": "What we saw", "content": "A **form**."}, uuid=event)
        tagged = self.done(at + "/tags/add", {"tags": ["rsit:fraud=\"phishing\""]}, uuid=event)

        self.assertEqual(self.seen(event), 404, "a draft is its organisation's")
        seers = self.done(at + "/publish/preview", {}, uuid=event)
        self.assertIsNone(seers["conflict"])
        self.assertGreater(len(seers["organisations"]), 1)
        stale = self.send(f"{EVENTS}/{event}/publish", {"version": 1})
        self.assertEqual(stale.status_code, 409, stale.text)
        published = self.done(at + "/publish", {"version": tagged["version"]}, uuid=event)
        self.assertEqual(published["organisations"], len(seers["organisations"]))

        read = self.as_misp(event)
        self.assertEqual((len(read.attributes), len(read.objects), len(read.event_reports)), (len(accepted), 1, 1))
        self.assertIn("rsit:fraud=\"phishing\"", [tag.name for tag in read.tags])

        self.done(at + "/recall", {"reason": "It was an exercise."}, uuid=event)
        told = self.demo.ask(self.demo.person(READER), f"{EVENTS}/{event}").json()
        self.assertEqual(told["state"], "recalled")
        self.assertFalse(any(one.to_ids for one in self.as_misp(event).attributes), "nobody blocks by it any more")

    def test_what_is_wrong_is_named_field_by_field(self):
        answer = self.send(EVENTS, {"title": "", "date": "yesterday", "tlp": "green"})
        self.assertEqual(answer.status_code, 422, answer.text)
        self.assertEqual({one["field"] for one in answer.json()["errors"]}, {"title", "date"})
        event = self.done(EVENTS, {"title": "Addresses"})["uuid"]
        wrong = [{"type": "ip-dst", "value": "9.9.9.1"}, {"type": "ip-dst", "value": "not an address"}]
        answer = self.send(f"{EVENTS}/{event}/attributes/add", {"attributes": wrong})
        self.assertEqual([one["field"] for one in answer.json()["errors"]], ["attributes[1].value"])
        items = self.demo.ask(self.demo.person(WRITER), f"{EVENTS}/{event}/attributes").json()["items"]
        self.assertEqual(items, [], "all or nothing")

    def test_a_request_that_is_sent_twice_makes_one_event(self):
        key = str(uuid.uuid4())
        first, again = (self.send(EVENTS, {"title": "Sent twice"}, key=key).json()["uuid"] for _ in range(2))
        self.assertEqual(first, again)

    def test_who_may_not_write_is_told_so(self):
        self.assertEqual(self.send(EVENTS, {"title": "A reader's"}, who=READER).status_code, 403)


if __name__ == "__main__":
    unittest.main()
