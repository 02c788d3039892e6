"""When a time, a place or a count of ours is the gold's."""

from __future__ import annotations

import math
from typing import Any

from casus.evaluation.names import same_name

Json = dict[str, Any]

# How far from the gold's point ours may lie. Gold is coded with the first four; `country` is matched by its code.
NEAR_KM = {"site": 15, "settlement": 25, "admin2": 60, "admin1": 200, "region": 200, "sea": 200}
EARTH_DIAMETER_KM = 12742


def same_time(gold: Json | None, ours: Json | None) -> bool:
    """True if both intervals have the same first and last day; ours may leave out the last of a single day."""
    if not gold or not ours:
        return False
    return (gold.get("start"), gold.get("end")) == (ours.get("start"), ours.get("end") or ours.get("start"))


def overlap(gold: Json | None, ours: Json | None) -> bool:
    """True if both are known and share a day."""
    if not gold or not ours or not gold.get("start") or not ours.get("start"):
        return False
    first, last = gold["start"], gold.get("end") or gold["start"]
    return bool(first <= (ours.get("end") or ours["start"]) and ours["start"] <= last)


def same_place(gold: Json | None, ours: Json | None) -> bool:
    """True if ours lies near enough for the gold's precision; without coordinates on both sides the names decide."""
    if not gold or not ours:
        return False
    named = any(same_name(name, gold["names"]) for name in ours.get("names") or [])
    country = not ours.get("country") or not gold.get("country") or ours["country"] == gold["country"]
    if gold["precision"] == "country":
        return country and (named or ours.get("precision") == "country")
    if ours.get("lat") is None or gold.get("lat") is None:
        return named and country
    return kilometres(gold, ours) <= NEAR_KM[gold["precision"]] and ours.get("precision") != "country"


def same_country(gold: Json | None, ours: Json | None) -> bool:
    """True if both are in the same known country."""
    country = (ours or {}).get("country")
    return country is not None and (gold or {}).get("country") == country


def kilometres(left: Json, right: Json) -> float:
    """Great-circle distance of two points with `lat` and `lon` in degrees."""
    north, south = math.radians(left["lat"]), math.radians(right["lat"])
    east = math.radians(right["lon"] - left["lon"])
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return EARTH_DIAMETER_KM * math.asin(math.sqrt(min(1.0, half)))


def same_count(gold: Json | None, ours: Json | None) -> bool:
    """Equal ranges; an open one may start one higher or lower ("more than 60" is 60.. or 61..)."""
    if not gold or not ours:
        return False
    low, high = ours.get("low"), ours.get("high")
    if (gold.get("low"), gold.get("high")) == (low, high):
        return True
    both_open = gold.get("high") is None and high is None
    return both_open and low is not None and gold.get("low") is not None and abs(gold["low"] - low) <= 1
