"""Fails unless the office's story did each of its commands at least once: a story of refusals alone shows little."""

import json
import sys

DONE = "200"
OF_A_DESK = (
    "take_ticket sign_in sign_out pause resume call_next recall start finish no_show undo transfer park serve_direct"
).split()

with open(sys.argv[1], encoding="utf-8") as file:
    answers = json.load(file)
for command, statuses in sorted(answers.items()):
    print(f"{command:>20}  " + "  ".join(f"{status}: {count}" for status, count in sorted(statuses.items())))
never = [command for command in OF_A_DESK if not answers.get(command, {}).get(DONE)]
if never:
    sys.exit(f"never done with success: {', '.join(never)}")
