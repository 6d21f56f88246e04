"""Measures how a calculator starts: process start → first heartbeat → first result, with the CPU time until then and the memory.

Plays a dispatcher: acknowledges heartbeats and assigns one job that takes no time (docs/protocol.md). Reads a variant a line
from standard input, `name: command`; runs them in turn, so that noise meets all, and prints a table of medians (min–max).
Called by deploy/start-times.sh. Needs Linux.
"""

import argparse
import json
import os
import shlex
import socket
import statistics
import subprocess
import sys
import time

JOB = {"v": 1, "type": "assign", "jobId": "0af7651916cd43dd8448eb211c80319c", "attempt": 1, "dispatcher": "stopwatch-00000001",
       "ask": 1, "function": "sleep", "arguments": {"x": 12, "ms": 0}, "timeoutMs": 30000}
PATIENCE_S = 120


def cpu_ms(pid):
    """CPU time of all threads of a process so far: its CPU clock, whose number the kernel makes from the pid."""
    return time.clock_gettime((~pid << 3) | 2) * 1000


def rss_mib(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def message(fields, trace):
    return json.dumps({**fields, "traceparent": trace}).encode()


def ack(heartbeat):
    return {"v": 1, "type": "heartbeatAck", "dispatcher": "stopwatch-00000001", "number": heartbeat["number"], "echo": 1,
            "expected": 1, "versionMax": 1}


def start_once(command):
    """One start: what was measured, by name."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as dispatcher:
        dispatcher.bind(("127.0.0.1", 0))
        dispatcher.settimeout(PATIENCE_S)
        environment = {**os.environ, "SPOOR_HOST": "127.0.0.1",
                       "SPOOR_DISPATCHERS": "127.0.0.1:%d" % dispatcher.getsockname()[1]}
        began = time.monotonic()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            return measure(dispatcher, process, began)
        except socket.timeout:
            process.kill()
            sys.exit(f"start-times: no answer from {shlex.join(command)}\n{process.stderr.read().decode()}")
        finally:
            process.kill()
            process.wait()
            process.stderr.close()


def measure(dispatcher, process, began):
    figures = {}
    while True:
        packet, sender = dispatcher.recvfrom(2048)
        elapsed_ms, spent_ms = (time.monotonic() - began) * 1000, cpu_ms(process.pid)
        for line in packet.decode().splitlines():
            told = json.loads(line)
            if told["type"] == "heartbeat":
                if not figures:
                    figures = {"heartbeat": elapsed_ms, "heartbeat CPU": spent_ms}
                    dispatcher.sendto(message(JOB, told["traceparent"]), sender)
                dispatcher.sendto(message(ack(told), told["traceparent"]), sender)
            elif told["type"] == "completed":
                if told["result"] != 144:
                    sys.exit(f"start-times: a wrong result: {told}")
                return {**figures, "result": elapsed_ms, "result CPU": spent_ms, "RSS": rss_mib(process.pid)}


def cell(values):
    return f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f})"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=15)
    runs = options.parse_args().runs
    variants = {name: shlex.split(command) for name, command in (line.strip().split(": ", 1) for line in sys.stdin)}

    figures = {name: [] for name in variants}
    for run in range(runs + 1):
        for name, command in variants.items():
            measured = start_once(command)
            if run > 0:  # the first one fills the page cache
                figures[name].append(measured)

    columns = ["heartbeat", "heartbeat CPU", "result", "result CPU", "RSS"]
    units = ["first heartbeat, ms", "CPU until then, ms", "first result, ms", "CPU until then, ms", "RSS then, MiB"]
    print("| start of a calculator | " + " | ".join(units) + " |")
    print("|---|" + "--:|" * len(columns))
    for name, measured in figures.items():
        print(f"| {name} | " + " | ".join(cell([one[column] for one in measured]) for column in columns) + " |")


main()
