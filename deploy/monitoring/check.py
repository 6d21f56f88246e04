#!/usr/bin/env python3
"""Asks a running Prometheus every expression of the dashboards and the rules, as Grafana and Prometheus would.

usage: check.py PROMETHEUS_URL [--firing ALERT]... [--exemplars]

Fails on an expression that errors, on a panel without data, on a rule that is unhealthy, on an alert whose left side has no
data (its right side is the threshold that it ends with), on an alert that should fire (--firing) and does not, and, with
--exemplars, on a histogram of a dashboard that has none.
"""
import argparse
import json
import math
import pathlib
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
THRESHOLD = re.compile(r"\s+(?:[<>]=?|[=!]=)\s+[0-9.]+$")
# What Grafana puts in the place of its variables.
VARIABLES = {"$__rate_interval": "20s", "$instance": ".*"}

failures = []


def fail(line):
    failures.append(line)
    print("FAILED", line)


def get(path, **arguments):
    with urllib.request.urlopen(f"{url}/api/v1/{path}?{urllib.parse.urlencode(arguments)}", timeout=20) as reply:
        return json.load(reply)["data"]


def query(what, expression):
    """The values that are numbers; an empty answer, or one of NaN alone, is a failure."""
    try:
        result = get("query", query=expression)["result"]
    except urllib.error.HTTPError as error:
        fail(f"{what}: {expression}: {json.load(error).get('error')}")
        return
    if not any(not math.isnan(float(series["value"][1])) for series in result):
        fail(f"{what}: no data: {expression}")


def panels():
    for file in sorted((HERE / "grafana/dashboards").glob("*.json")):
        for panel in json.loads(file.read_text())["panels"]:
            for target in panel.get("targets", []):
                expression = target["expr"]
                for variable, value in VARIABLES.items():
                    expression = expression.replace(variable, value)
                yield f"{file.stem}, {panel['title']}", expression, target.get("exemplar", False)


def check_dashboards(exemplars):
    count = 0
    for what, expression, wants_exemplars in panels():
        count += 1
        query(what, expression)
        if exemplars and wants_exemplars:
            found = get("query_exemplars", query=expression, start=0, end=1e10)
            if not any("trace_id" in exemplar["labels"] for series in found for exemplar in series["exemplars"]):
                fail(f"{what}: no exemplars: {expression}")
    print(f"{count} expressions of dashboards")


def check_rules(firing):
    states = {}
    for group in get("rules")["groups"]:
        for rule in group["rules"]:
            if rule["health"] != "ok":
                fail(f"{rule['name']}: {rule['health']}: {rule.get('lastError')}")
            left = THRESHOLD.sub("", rule["query"]) if rule["type"] == "alerting" else rule["query"]
            if rule["type"] == "alerting" and left == rule["query"]:
                fail(f"{rule['name']}: does not end with a threshold: {left}")
            query(rule["name"], left)
            states[rule["name"]] = rule.get("state", "recorded")
    for name in firing:
        if states.get(name) != "firing":
            fail(f"{name}: is {states.get(name)}, but should fire")
    loud = sorted(name for name, state in states.items() if state in ("firing", "pending"))
    print(f"{len(states)} rules; firing or pending: {', '.join(loud) or 'none'}")


parser = argparse.ArgumentParser()
parser.add_argument("url")
parser.add_argument("--firing", action="append", default=[])
parser.add_argument("--exemplars", action="store_true")
options = parser.parse_args()
url = options.url.rstrip("/")
check_dashboards(options.exemplars)
check_rules(options.firing)
sys.exit(1 if failures else 0)
