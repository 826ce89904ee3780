"""What a program does with the API: it reads the description, sends events, follows the job, and walks through pages."""

import time
import unittest

import pymisp
import requests
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from demo import Demo

READER = "bruno"
WRITER = "mira"
JOB = 60
MANY = 130
ADDRESSES = 1200


def events(count):
    """A file of so many small events, made by PyMISP."""
    for number in range(count):
        event = pymisp.MISPEvent()
        event.info = f"Seen by a program, {number}"
        event.add_attribute("domain", f"p{number}.program.example")
        yield event


def addresses(count):
    """One event of so many addresses in 10.77.0.0/16."""
    event = pymisp.MISPEvent()
    event.info = "Addresses of a scanner"
    event.add_tag("tlp:green")
    for number in range(count):
        event.add_attribute("ip-src", f"10.77.{number // 200}.{number % 200 + 1}", disable_correlation=True)
    return event


class Api(unittest.TestCase):
    """As people's programs meet it."""

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        cls.addClassCleanup(cls.demo.stop)
        cls.who = cls.demo.person(WRITER)
        cls.description = requests.get(cls.demo.url + "/api/openapi.json", timeout=30).json()

    def send(self, body, who=None, **parameters):
        """Puts something in."""
        headers = {"Authorization": f"Bearer {(who or self.who)['api_key']}", "Content-Type": "application/json"}
        address = self.demo.url + "/api/v1/threats/import"
        return requests.post(address, data=body, params=parameters, headers=headers, timeout=60)

    def done(self, answer):
        """What the job of an answer ended with."""
        self.assertEqual(answer.status_code, 202, answer.text)
        address, until = answer.json()["url"], time.monotonic() + JOB
        while True:
            job = self.demo.ask(self.who, address).json()
            self.assertIn(job["state"], ("waiting", "running", "done"), job)
            if job["state"] == "done":
                return job["result"]
            self.assertLess(time.monotonic(), until, job)
            time.sleep(0.2)

    def pages(self, path, **parameters):
        """Every page of a list."""
        while True:
            page = self.demo.ask(self.who, path, **parameters).json()
            self.valid(path, page)
            yield page["items"]
            if page["next"] is None:
                return
            parameters["before"] = page["next"]

    def valid(self, path, answer):
        """Whether an answer is what the description promises."""
        operation = self.description["paths"][path]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**schema, "components": self.description["components"]}).validate(answer)

    def test_the_description_is_a_valid_one_and_names_every_address(self):
        OpenAPIV31SpecValidator(self.description).validate()
        self.assertIn("/api/v1/threats/import", self.description["paths"])
        ids = [operation["operationId"] for path in self.description["paths"].values() for operation in path.values()]
        self.assertEqual(len(ids), len(set(ids)))

    def test_events_come_in_by_a_job_and_a_second_time_nothing_is_new(self):
        body = "[" + ",".join(f'{{"Event": {event.to_json()}}}' for event in events(MANY)) + "]"
        first = self.done(self.send(body, format="misp", reach="own", tlp="green"))
        self.assertEqual((first["new"], first["attributes"]), (MANY, MANY))
        again = self.done(self.send(body, format="misp", reach="own", tlp="green"))
        self.assertEqual((again["new"], again["unchanged"]), (0, MANY))
        found = [item["uuid"] for page in self.pages("/api/v1/threats/events", q='"seen by a program"') for item in page]
        self.assertEqual((len(found), len(set(found))), (MANY, MANY))
        one = self.demo.ask(self.who, f"/api/v1/threats/events/{found[0]}").json()
        self.assertTrue(one["title"].startswith("Seen by a program"))

    def test_what_lies_in_a_network_comes_page_by_page(self):
        event = addresses(ADDRESSES)
        self.done(self.send(f'{{"Event": {event.to_json()}}}', format="misp", reach="own"))
        for network, count in (("10.77.0.0/16", ADDRESSES), ("10.77.1.0/24", 200), ("8.0.0.0/5", 1000)):
            with self.subTest(network):
                pages = list(self.pages("/api/v1/threats/values", value=network))
                ours = [item for page in pages for item in page if item["event"] == event.uuid]
                self.assertEqual(len({item["attribute"] for item in ours}), len(ours), "none twice")
                self.assertTrue(all(item["match"] == "within" for item in ours))
                if count == 1000:
                    self.assertLessEqual(len(ours), count, "the first of a wide network")
                    self.assertGreater(len(ours), 900)
                else:
                    self.assertEqual(len(ours), count)

    def test_a_text_becomes_a_draft_that_says_so(self):
        text = "Mail from hxxp://lure[.]meter-update[.]net/login with 9.9.9.200"
        result = self.done(self.send(f'"{text}"', format="text", title="A mail", tlp="amber"))
        self.assertEqual(result["new"], 1)

    def test_refusals_are_problems_with_words(self):
        for body, parameters, status in (
            ("{", {"format": "misp"}, 422),
            ('{"Event": {"info": 3}}', {}, 422),
            ("{}", {"format": "pdf"}, 400),
            ("{}", {"reach": "everyone"}, 422),
        ):
            with self.subTest(body):
                answer = self.send(body, **parameters)
                self.assertEqual(answer.status_code, status, answer.text)
                self.assertEqual(answer.headers["content-type"].split(";")[0], "application/problem+json")
                self.assertGreater(len(answer.json()["detail"]), 10)
        self.assertEqual(self.send("{}", who=self.demo.person(READER)).status_code, 403)

    def test_the_job_of_another_is_not_there(self):
        job = self.send(f'{{"Event": {next(events(1)).to_json()}}}', format="misp").json()["url"]
        headers = {"Authorization": f"Bearer {self.demo.person(READER)['api_key']}"}
        self.assertEqual(requests.get(self.demo.url + job, headers=headers, timeout=30).status_code, 404)


if __name__ == "__main__":
    unittest.main()
