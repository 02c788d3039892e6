"""The words by which a report says that one event answers another: "in retaliation for", "a response to"."""

from __future__ import annotations

import re

CUES: tuple[tuple[str, str], ...] = (
    (r"in retaliation (?:for|to|against)|in reprisal for|in revenge for|to avenge|as revenge for|retaliat(?:ed|ing|es) (?:for|against|after)"
     r"|reprisals? for|revenge for|retaliation for|retaliatory|payback for|punishment for", "retaliation_for"),
    (r"in (?:direct )?response to|(?:was|were|is|came as|as) an? (?:\w+ )?(?:response|answer|reply) to|respond(?:ed|ing|s) to|responded by"
     r"|answer(?:ed|ing) (?:the|an?|with)|tied (?:it|them) (?:directly )?to|(?:hours|minutes|a day|days) after|prompted by|following (?:the|an?)"
     r"|triggered by|sparked by", "response_to"),
)  # fmt: skip
PATTERN = re.compile("|".join(rf"(?P<r{i}>\b(?:{cue})\b)" for i, (cue, _) in enumerate(CUES)), re.IGNORECASE)
