"""Starts the demonstration for a test and asks its API as someone of the cast."""

import json
import os
import subprocess
import tempfile
import threading

import requests

START = 120
STOP = 10


class Demo:
    """A running demonstration; `BELFRY_BIN` is the binary, which `cargo xtask test clients` sets."""

    def __init__(self):
        self.data = tempfile.TemporaryDirectory(prefix="belfry-clients-")
        arguments = ["demo", "--json", "--listen", "127.0.0.1:0", "--data", self.data.name]
        self.server = subprocess.Popen([os.environ["BELFRY_BIN"], *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        watchdog = threading.Timer(START, self.server.kill)
        watchdog.start()
        line = self.server.stdout.readline()
        watchdog.cancel()
        if not line:
            self.server.kill()
            self.server.wait()
            self.server.stdout.close()
            self.data.cleanup()
            raise RuntimeError(f"the demonstration ended with {self.server.returncode}")
        said = json.loads(line)
        self.url = said["url"].rstrip("/")
        self.people = said["people"]

    def person(self, name):
        """Someone of the cast, by given name."""
        found = [person for person in self.people if person["email"].startswith(f"{name}.")]
        if not found:
            raise LookupError(f"nobody is {name!r}; there are: {[person['email'] for person in self.people]}")
        return found[0]

    def ask(self, who, path, **parameters):
        """The answer to a question to the API."""
        headers = {"Authorization": f"Bearer {who['api_key']}"}
        answer = requests.get(self.url + path, params=parameters, headers=headers, timeout=30)
        answer.raise_for_status()
        return answer

    def events(self, who):
        """Every event that someone may see, page after page."""
        place = {}
        while True:
            page = self.ask(who, "/api/v1/threats/events", **place).json()
            yield from page["items"]
            if not page["next"]:
                return
            place = {"before": page["next"]}

    def stop(self):
        """Ends the server, which must end by itself when told to."""
        self.server.terminate()
        try:
            code = self.server.wait(STOP)
        finally:
            self.server.kill()
            self.server.stdout.close()
            self.data.cleanup()
        if code != 0:
            raise RuntimeError(f"the server stopped with {code}")
