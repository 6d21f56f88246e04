#!/usr/bin/env python3
"""A Spoor calculator in Python, written from docs/protocol.md, whose sections are named in brackets.

It offers `sleep`: arguments {"x": number, "ms": integer, optional}, result x². One thread, one socket, one heap of
timers: a slot that sleeps is a timer, too. Python 3.9 or later, nothing else.
"""
import argparse, heapq, itertools, json, math, random, re, secrets, signal, socket, sys, time

PACKET_MAX, REPLIES_MAX = 1080, 10_000
HEARTBEAT, STARTED_DELAY, REPLY_KEPT, LATELY, SILENCE, DRAIN_MAX = 0.2, 0.005, 5.0, 1.0, 3.0, 30.0  # seconds
IDENTITY = re.compile("[A-Za-z0-9._-]{1,48}")
ATTEMPT_NAME = re.compile(f"([0-9a-f]{{32}})/([1-9][0-9]{{0,9}})/({IDENTITY.pattern})")


class Attempt:
    def __init__(self, question, asker):
        name = ATTEMPT_NAME.fullmatch("{jobId}/{attempt}/{dispatcher}".format(**question))
        self.name = name[1], int(name[2]), name[3]
        self.question, self.asker, self.deadline, self.started = question, asker, math.inf, False
        self.completed, self.ended = None, 0.0  # the reply, and when it was given


class Calculator:
    def __init__(self, options, sock, dispatcher):
        self.options, self.sock, self.dispatcher = options, sock, dispatcher
        self.identity = f"{options.name}-{secrets.token_hex(4)}"  # another one in each life
        self.timers, self.order = [], itertools.count()  # heap of (when, order, function)
        self.running, self.replies = {}, {}  # attempts by name: those in a slot, and those that have ended
        self.number = self.acked = secrets.randbits(44)  # of the last heartbeat, and of the newest acked; not to be guessed
        self.life = self.echo = self.after = None  # who acked last, with what; how far the round of names is
        self.met, self.meeting = 0.0, 0  # when this life was met, and beats left that tell it everything
        self.heard = self.lost = 0.0  # when the last ack came; the last one of the life before
        self.draining = None  # the number of the last heartbeat that did not say so
        self.refused = self.left = False

    def on_assign(self, question, sender):  # [8.5]
        if question.get("calculator", self.identity) != self.identity:  # [9.8] for whoever had this address before
            return
        new, deadline = Attempt(question, sender), time.monotonic() + question["timeoutMs"] / 1000
        attempt = self.replies.get(new.name) or self.running.get(new.name)
        if attempt:
            self.limit(attempt, deadline)
            self.answer(attempt, sender)
        elif self.draining is not None:
            self.reply(new, "assignRefused", status="UNAVAILABLE", reason="draining")
        elif question["function"] != "sleep":
            self.reply(new, "assignRefused", status="NOT_FOUND", reason="only sleep is offered here")
        elif self.busy() == self.options.slots:
            self.refused = True
            self.reply(new, "assignRefused", status="RESOURCE_EXHAUSTED", reason="no slot is free")
        else:
            self.begin(new, question["arguments"], deadline)

    def busy(self):  # a slot that nobody can have, because its reply could not be kept, is taken, too
        return len(self.running) if len(self.replies) < REPLIES_MAX else self.options.slots

    def on_cancelAttempt(self, question, sender):
        new = Attempt(question, sender)
        attempt = self.replies.get(new.name) or self.running.get(new.name, new)  # new: the cancel overtook its assign
        if attempt.completed:
            self.answer(attempt, sender)
        else:
            attempt.asker = sender
            self.complete(attempt, status="CANCELLED", reason="cancelled")

    def on_fetch(self, question, sender):  # [8.7]
        attempt = self.replies.get(Attempt(question, sender).name)
        if attempt:
            self.answer(attempt, sender)

    def answer(self, attempt, sender):
        attempt.asker = sender
        if attempt.completed:
            self.send(attempt.completed, sender)
        elif attempt.started:
            self.reply(attempt, "started")

    def begin(self, attempt, arguments, deadline):
        x, ms = (arguments.get("x"), arguments.get("ms", 0)) if type(arguments) is dict else (None, None)
        if type(x) not in (int, float) or abs(x) > 1e150 or type(ms) is not int or not 0 <= ms <= 2_592_000_000:
            return self.complete(attempt, status="INVALID_ARGUMENT", reason="sleep wants a number x, an integer ms")
        if "ms" not in arguments:
            ms = random.uniform(self.options.min_ms, self.options.max_ms)
        self.running[attempt.name] = attempt
        self.limit(attempt, deadline)
        self.at(time.monotonic() + STARTED_DELAY, lambda: self.start(attempt))
        self.at(time.monotonic() + ms / 1000, lambda: self.complete(attempt, status="OK", result=x * x))

    def limit(self, attempt, deadline):
        if deadline < attempt.deadline:
            attempt.deadline, outcome = deadline, dict(status="DEADLINE_EXCEEDED", reason="the attempt's time is over")
            self.at(deadline, lambda: self.complete(attempt, **outcome))

    def start(self, attempt):
        if not attempt.completed:
            attempt.started = True
            self.reply(attempt, "started")

    def complete(self, attempt, **outcome):
        if attempt.completed:
            return
        self.running.pop(attempt.name, None)
        self.replies[attempt.name] = attempt
        attempt.completed, attempt.ended = self.reply(attempt, "completed", **outcome), time.monotonic()
        if self.refused or self.draining is not None:  # a slot is free again [8.5]; we want to leave [8.9]
            self.refused = False
            self.beat()

    def reply(self, attempt, kind, **fields):
        copied = ("traceparent", "tracestate", "jobId", "attempt", "dispatcher")
        same = {key: attempt.question[key] for key in copied if key in attempt.question}
        message = {"v": 1, "type": kind, "calculator": self.identity, **same, **fields}
        self.send(message, attempt.asker)
        return message

    def beat_regularly(self):  # [8.6]
        self.at(time.monotonic() + HEARTBEAT, self.beat_regularly)
        if not self.meeting:  # while nobody is heard replies do not age: they may have been sent to nobody
            since = self.heard - REPLY_KEPT
            self.replies = {name: attempt for name, attempt in self.replies.items() if attempt.ended > since}
        self.beat()
        if self.draining is not None and not self.running and time.monotonic() - self.heard > SILENCE:
            self.left = True  # nobody is there to say farewell to

    def beat(self):
        self.number += 1
        self.send_range()
        while self.meeting and self.after:  # a life newly met is told the whole round at once [8.7]
            self.send_range()
        self.meeting = max(0, self.meeting - 1)

    def send_range(self):
        late = [a.name for a in self.replies.values() if self.meeting and a.ended > self.lost - LATELY]
        names = sorted(name for name in [*self.running, *late] if not self.after or name > self.after)
        count = min(len(names), 20)
        while len(encode(message := self.heartbeat(names, count))) > PACKET_MAX:
            count -= 1
        self.send(message, self.dispatcher)
        self.after = names[count - 1] if count < len(names) else None

    def heartbeat(self, names, count):
        beat = {"v": 1, "type": "heartbeat", "calculator": self.identity, "number": self.number, "versionMax": 1}
        beat |= {"slots": self.options.slots, "busy": self.busy(), "draining": self.draining is not None}
        beat["functions"] = ["sleep"]
        if self.life:
            beat |= {"dispatcher": self.life, "echo": self.echo}
        if self.after:
            beat["after"] = self.text_of(self.after)
        if count < len(names):
            beat["upTo"] = self.text_of(names[count - 1])
        beat["running"] = [self.text_of(name) for name in names[:count] if name in self.running]
        beat["completed"] = [self.text_of(name) for name in names[:count] if name not in self.running]
        return beat

    def text_of(self, name):
        return "/".join(map(str, name[:2] if name[2] == self.life else name))

    def on_heartbeatAck(self, ack, sender):
        if not self.acked <= ack["number"] <= self.number:
            return  # late
        life, echo, expected = IDENTITY.fullmatch(ack["dispatcher"])[0], int(ack["echo"]), int(ack["expected"])
        self.acked, self.echo, before, self.life = ack["number"], echo, self.life, life
        heard, self.heard = self.heard, time.monotonic()
        if life != before:
            self.lost = heard
            met, self.met, self.meeting, self.after = self.met, time.monotonic(), 3, None
            if self.met - met > HEARTBEAT:  # else two lives behind one address would make us chatter
                self.beat()
        elif self.draining is not None and self.acked > self.draining and not self.running and expected == 0:
            self.left = True

    def drain(self, *_):  # [8.9] the next heartbeat says it
        if self.draining is None:
            self.draining = self.number
            self.at(time.monotonic() + DRAIN_MAX, lambda: setattr(self, "left", True))

    def at(self, when, function):
        heapq.heappush(self.timers, (when, next(self.order), function))

    def send(self, message, address):
        try:
            self.sock.sendto(encode(message), address)
        except OSError:
            pass  # as good as lost on its way: who misses it asks again

    def receive(self, datagram, sender):
        try:
            for message in messages_in(datagram):
                handler = getattr(self, f"on_{message['type']}", None)
                if message["v"] == 1 and handler:
                    handler(message, sender)
        except Exception as error:  # whatever a stranger sends, it must not stop us
            print(f"dropped a packet from {sender}: {error!r}", file=sys.stderr)

    def run(self):
        self.beat_regularly()
        while not self.left:
            self.sock.settimeout(max(0.0001, self.timers[0][0] - time.monotonic()))
            try:
                self.receive(*self.sock.recvfrom(65536))
            except socket.timeout:
                pass
            while self.timers[0][0] <= time.monotonic():
                heapq.heappop(self.timers)[2]()


def encode(message):
    return json.dumps(message, separators=(",", ":")).encode()


def messages_in(datagram):  # [2]
    text, decoder = datagram.decode(), json.JSONDecoder()
    while text := text.lstrip():
        message, end = decoder.raw_decode(text)
        yield message
        text = text[end:]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dispatcher", default="127.0.0.1:7070", metavar="HOST:PORT")
    parser.add_argument("--name", default="python")
    parser.add_argument("--slots", type=int, default=1)
    parser.add_argument("--min-ms", type=float, default=3000)
    parser.add_argument("--max-ms", type=float, default=6000)
    options = parser.parse_args()
    if not re.fullmatch("[A-Za-z0-9._-]{1,39}", options.name):  # else every heartbeat is dropped without a word
        sys.exit(f"--name {options.name}: wanted are 1 to 39 letters, digits, '.', '_' or '-'")
    if not 1 <= options.slots <= 1024:
        sys.exit(f"--slots {options.slots}: wanted is 1 to 1024")
    host, _, port = options.dispatcher.rpartition(":")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_DGRAM)[0]
    except (OSError, ValueError) as error:
        sys.exit(f"--dispatcher {options.dispatcher}: {error}")
    calculator = Calculator(options, socket.socket(family, kind), address)
    signal.signal(signal.SIGTERM, calculator.drain)
    signal.signal(signal.SIGINT, calculator.drain)
    calculator.run()


if __name__ == "__main__":
    main()
