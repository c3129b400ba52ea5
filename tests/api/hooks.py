"""What schemathesis cannot know from the description alone."""

import atexit
import collections
import itertools
import json
import os
import re

import schemathesis

# Every so many calls a key is used again, so that retries and reused keys are asked for too.
CALLS_PER_REUSED_KEY = 16
KEY_HEADER = "idempotency-key"
KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
# `anything`: whatever the description allows or forbids. `office`: what a kiosk and one desk do on an open day.
STORY = os.environ["SPORTELLO_API_STORY"]
DAY_COMMANDS = {"open_day", "close_day"}
# What a desk does in turn; each of them is the description's own example.
MORNING = (
    "take_ticket take_ticket take_ticket take_ticket sign_in pause resume call_next recall start finish "
    "call_next no_show undo no_show call_next start transfer call_next park serve_direct finish report_slip sign_out"
).split()
# One call in so many is the next of the morning; the others are whatever chance brings.
CALLS_PER_STEP_OF_THE_MORNING = 3

calls = 0
morning = itertools.cycle(MORNING)
answers = collections.defaultdict(collections.Counter)


def is_command(case):
    return case.operation.path.endswith("/commands") and isinstance(case.body, dict)


def whole(value):
    """JSON Schema calls 325.0 an integer; the dispatcher wants it written as one, as JSON writers do."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [whole(item) for item in value]
    if isinstance(value, dict):
        return {name: whole(item) for name, item in value.items()}
    return value


def at_the_office(case):
    """The kiosk and the desk of the description's examples, so that commands meet each other.

    Chance alone seldom finishes what it started, so the morning goes on between what it brings.
    """
    document = case.operation.schema.raw_schema
    if calls % CALLS_PER_STEP_OF_THE_MORNING == 0:
        content = document["paths"][case.operation.path]["post"]["requestBody"]["content"]["application/json"]
        case.body = dict(content["examples"][next(morning)]["value"])
    schemas = document["components"]["schemas"]
    example = {name: schemas[name]["examples"][0] for name in ("ServiceId", "CounterId", "ClerkId")}
    other = next(id for id in schemas["ServiceId"]["anyOf"][0]["enum"] if id != example["ServiceId"])
    known = {"counter": example["CounterId"], "clerk": example["ClerkId"]}
    known |= {"services": [example["ServiceId"]], "service": other}
    case.body.update({name: value for name, value in known.items() if name in case.body})


def file(context, value):
    """A hub file, a table or a calendar travels as the text it is."""
    return value if isinstance(value, bytes) else str(value).encode()


for media_type in ("application/toml", "text/csv", "text/calendar"):
    schemathesis.serializer(media_type)(file)


@schemathesis.hook
def before_call(context, case, kwargs):
    global calls
    if case.method.upper() != "POST":
        return
    calls += 1
    case.body = whole(case.body)
    key = (case.headers or {}).get(KEY_HEADER)
    if isinstance(key, str) and KEY.fullmatch(key) and calls % CALLS_PER_REUSED_KEY:
        case.headers[KEY_HEADER] = f"schemathesis-{calls:08}"
    if STORY == "office" and is_command(case):
        at_the_office(case)


@schemathesis.hook
def filter_body(context, body):
    return STORY != "office" or not isinstance(body, dict) or body.get("command") not in DAY_COMMANDS


@schemathesis.hook
def after_call(context, case, response):
    if is_command(case):
        answers[str(case.body.get("command"))][response.status_code] += 1


@atexit.register
def write_answers():
    with open(os.environ["SPORTELLO_API_ANSWERS"], "w", encoding="utf-8") as file:
        json.dump(answers, file, indent=1, sort_keys=True)
