"""Trains the network of crates/recogniser on lines that kakanai-lines writes, and writes assets/recogniser/lines.onnx.

/usr/bin/python3 tests/lines/train.py --minutes 75 --out target/lines        (Debian: python3-torch)
/usr/bin/python3 tests/lines/train.py --export target/lines/last.pt          (weights as 8-bit numbers)

Every character's place on a line is known, so that the network is told what to say in the middle of each character and to say
nothing between two: it learns in an hour on one core what takes a CTC loss many. What it says is read like a CTC network's.
"""

import argparse
import math
import pathlib
import random
import struct
import subprocess
import threading
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

ROOT = pathlib.Path(__file__).parents[2]
CHARACTERS = [c for c in (ROOT / "assets/recogniser/characters.txt").read_text("utf-8") if c != "\n"]
HEIGHT = 32
STRIDE = 4  # columns a step
COLUMNS = 12_800  # of a batch
BUCKET = 48  # columns by which the widths in a batch may differ


class Block(nn.Module):
    def __init__(self, before, after, kernel, stride=1, padding=1, groups=1):
        super().__init__()
        self.conv = nn.Conv2d(before, after, kernel, stride, padding, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(after)

    def forward(self, x):
        return F.relu(self.norm(self.conv(x)))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        along = dict(kernel=(1, 5), padding=(0, 2), groups=256)
        self.blocks = nn.ModuleList([
            Block(1, 32, 3, 2),
            Block(32, 64, 3, 2),
            Block(64, 96, 3),
            Block(96, 128, 3, (2, 1)),
            Block(128, 128, 3),
            Block(128, 256, (4, 3), 1, (0, 1)),
            Block(256, 256, **along),
            Block(256, 256, 1, padding=0),
            Block(256, 256, **along),
            Block(256, 256, 1, padding=0),
        ])
        self.narrow = nn.Linear(256, 128)
        self.say = nn.Linear(128, len(CHARACTERS) + 1)

    def features(self, x):
        for block in self.blocks:
            x = block(x)
        return x.squeeze(2).permute(0, 2, 1)

    def forward(self, x):
        return self.say(self.narrow(self.features(x)))


class Lines(threading.Thread):
    """Lines by width, as many as came so far; the newest drive out the oldest."""

    def __init__(self, seed, count, most, pool=None):
        super().__init__(daemon=True)
        self.buckets, self.most, self.lock = {}, most, threading.Lock()
        self.seen = 0
        self.command = ["tail", "-c", "+1", "-f", str(pool)] if pool else [
            str(ROOT / "tests/bench/target/release/kakanai-lines"), str(seed), str(count),
            str(ROOT / "tests/bench/target/places.csv"), "/usr/share/mecab/dic/ipadic/Noun.name.csv",
        ]

    def run(self):
        with subprocess.Popen(self.command, stdout=subprocess.PIPE) as process:
            stream = process.stdout
            while head := stream.read(4):
                width, count = struct.unpack("<HH", head)
                signs = struct.unpack(f"<{2 * count}H", stream.read(4 * count))
                line = (width, list(zip(signs[::2], signs[1::2])), stream.read(width * HEIGHT))
                if width > 1400:
                    continue
                with self.lock:
                    bucket = self.buckets.setdefault(width // BUCKET, [])
                    share = self.most * max(len(bucket), 1) / max(self.seen, 1)
                    if self.seen > self.most and len(bucket) > share:
                        bucket[random.randrange(len(bucket))] = line
                    else:
                        bucket.append(line)
                    self.seen += 1

    def batch(self):
        with self.lock:
            keys = list(self.buckets)
            weights = [len(self.buckets[key]) * (key + 1) for key in keys]
            key = random.choices(keys, weights)[0]
            bucket = self.buckets[key]
            count = max(4, COLUMNS // ((key + 1) * BUCKET))
            return [random.choice(bucket) for _ in range(count)]


def picture(lines):
    width = max(line[0] for line in lines)
    out = torch.full((len(lines), 1, HEIGHT, width), 250, dtype=torch.uint8)
    for nth, (wide, _, pixels) in enumerate(lines):
        out[nth, 0, :, :wide] = torch.frombuffer(bytearray(pixels), dtype=torch.uint8).reshape(HEIGHT, wide)
    return 1 - out.float() / 255


def places(lines, steps):
    """Steps at which something is known, and what: a class, or 0 for nothing."""
    where, what = [], []
    for nth, (wide, signs, _) in enumerate(lines):
        middles = [at / STRIDE - 0.5 for _, at in signs]
        known = {}
        edges = [-1.5] + [(a + b) / 2 for a, b in zip(middles, middles[1:])] + [wide / STRIDE]
        for place, ((sign, _), middle) in enumerate(zip(signs, middles)):
            step = min(max(round(middle), 0), steps - 1)
            known[step] = sign
            # Between two characters nothing is said: half way, and for wide ones from a third of the way on.
            for side in (edges[place], edges[place + 1]):
                far = abs(side - middle)
                low, high = sorted((middle + (side - middle) * 0.62, side))
                for between in range(math.ceil(low - 0.2), math.floor(high + 0.2) + 1):
                    if 0 <= between < steps and abs(between - middle) > 0.8 and far > 0.9:
                        known.setdefault(between, 0)
        for step, sign in known.items():
            if sign or random.random() < 0.5:
                where.append(nth * steps + step)
                what.append(sign)
    return torch.tensor(where), torch.tensor(what)


def said(logits):
    out = []
    for row in logits.argmax(-1).tolist():
        text, last = "", 0
        for sign in row:
            if sign and sign != last:
                text += CHARACTERS[sign - 1]
            last = sign
        out.append(text)
    return out


def steps_between(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(diagonal + (x != y), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def examine(network, lines):
    network.eval()
    right, wrong, all_of = 0, 0, 0
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for line in lines:
            text = "".join(CHARACTERS[sign - 1] for sign, _ in line[1])
            read = said(network(picture([line])))[0]
            right += read == text
            wrong += steps_between(read, text)
            all_of += len(text)
    network.train()
    return right / len(lines), wrong / all_of


def level(network, lines, batches=150):
    """What the norms take for usual is usual over many batches: one batch has lines of one width only."""
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    network.train()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for _ in range(batches):
            network.features(picture(lines.batch()).contiguous(memory_format=torch.channels_last))


def train(minutes, out, seed, start, pool, most):
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    network = Network()
    if start:
        network.load_state_dict(torch.load(start))
    network = network.to(memory_format=torch.channels_last)
    tests = Lines(999, 600, 10_000)
    tests.start()
    lines = Lines(seed, 10_000_000, 500_000, pool)
    lines.start()
    tests.join()
    tests = [line for bucket in tests.buckets.values() for line in bucket]
    while lines.seen < 3000:
        time.sleep(1)
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=0.02)
    begun, step, told, loss_sum = time.time(), 0, time.time(), 0.0
    while (done := (time.time() - begun) / (60 * minutes)) < 1:
        rate = min(1, step / 300) * (0.5 + 0.5 * math.cos(math.pi * done)) * most + 1e-6
        for group in optimiser.param_groups:
            group["lr"] = rate
        batch = lines.batch()
        x = picture(batch).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            features = network.features(x)
            where, what = places(batch, features.shape[1])
            features = features.reshape(-1, features.shape[2])[where]
            logits = network.say(network.narrow(features))
        loss = F.cross_entropy(logits.float(), what, label_smoothing=0.02)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        step, loss_sum = step + 1, loss_sum + loss.item()
        if step % 100 == 0:
            print(f"{step} {100 * done:.1f} % lines {lines.seen} loss {loss_sum / 100:.3f}", flush=True)
            loss_sum = 0.0
        if time.time() - told > 240:
            exact, wrong = examine(network, tests)
            print(f"== {(time.time() - begun) / 60:.1f} min: exact {100 * exact:.1f} %, wrong {100 * wrong:.2f} %", flush=True)
            torch.save(network.state_dict(), out / "last.pt")
            told = time.time()
    level(network, lines)
    exact, wrong = examine(network, tests)
    print(f"== end: exact {100 * exact:.1f} %, wrong {100 * wrong:.2f} %", flush=True)
    torch.save(network.state_dict(), out / "last.pt")


class Small(nn.Module):
    """The same with weights of 8 bits, and the norms within them."""

    def __init__(self, network):
        super().__init__()
        self.strides = []
        for nth, block in enumerate(network.blocks):
            norm, conv = block.norm, block.conv
            scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            self.keep(f"c{nth}", conv.weight * scale[:, None, None, None], norm.bias - norm.running_mean * scale)
            self.strides.append((conv.stride, conv.padding, conv.groups))
        # Nothing stands between the two layers: the first one's bias goes through the second.
        self.keep("narrow", network.narrow.weight, network.narrow.bias)
        self.keep("say", network.say.weight, network.say.bias)

    def keep(self, name, weight, bias):
        most = weight.detach().flatten(1).abs().amax(1).clamp(min=1e-8)
        shape = [-1] + [1] * (weight.dim() - 1)
        scale = (most / 127).reshape(shape)
        self.register_buffer(f"{name}_w", torch.round(weight.detach() / scale).to(torch.int8))
        self.register_buffer(f"{name}_s", scale)
        self.register_buffer(f"{name}_b", bias.detach().clone())

    def weight(self, name):
        return getattr(self, f"{name}_w").float() * getattr(self, f"{name}_s")

    def forward(self, x):
        for nth, (stride, padding, groups) in enumerate(self.strides):
            x = F.relu(F.conv2d(x, self.weight(f"c{nth}"), getattr(self, f"c{nth}_b"), stride, padding, 1, groups))
        x = x.squeeze(2).permute(0, 2, 1)
        x = x @ self.weight("narrow").t() + self.narrow_b
        return x @ self.weight("say").t() + self.say_b


def export(checkpoint, pool):
    network = Network()
    network.load_state_dict(torch.load(checkpoint))
    if pool:
        lines = Lines(0, 0, 200_000, pool)
        lines.start()
        while lines.seen < 60_000:
            time.sleep(1)
        level(network, lines)
    network.eval()
    small = Small(network).eval()
    tests = Lines(999, 600, 10_000)
    tests.start()
    tests.join()
    tests = [line for bucket in tests.buckets.values() for line in bucket]
    for name, one in (("32 bits", network), ("8 bits", small)):
        exact, wrong = examine(one, tests)
        print(f"{name}: exact {100 * exact:.1f} %, wrong characters {100 * wrong:.2f} %")
    out = ROOT / "assets/recogniser/lines.onnx"
    small.eval()
    torch.onnx.export(
        small, torch.zeros(1, 1, HEIGHT, 200), out, do_constant_folding=False, opset_version=13,
        input_names=["lines"], output_names=["says"],
        dynamic_axes={"lines": {0: "count", 3: "columns"}, "says": {0: "count", 1: "steps"}},
    )
    print(out.stat().st_size, "bytes in", out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=75)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "target/lines")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=pathlib.Path, help="goes on from these weights")
    parser.add_argument("--pool", type=pathlib.Path, help="lines that kakanai-lines wrote, and still writes, instead of new ones")
    parser.add_argument("--rate", type=float, default=2.5e-3, help="of learning, at its highest")
    parser.add_argument("--export", type=pathlib.Path, help="writes these weights and ends")
    wish = parser.parse_args()
    if wish.export:
        export(wish.export, wish.pool)
    else:
        train(wish.minutes, wish.out, wish.seed, wish.start, wish.pool, wish.rate)
