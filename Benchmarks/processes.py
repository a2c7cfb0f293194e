#!/usr/bin/env python3
"""Whole processes against plain SQLite and OpenSSL, in one run: prints ratios, which travel better than milliseconds."""

import json
import pathlib
import sqlite3
import statistics
import subprocess
import tempfile
import time

from workspace import BINARY, Workspace, require, require_binary

ENTRIES = 100_000
CASES = 10_000


def milliseconds(arguments, runs=31, **options):
    """The median of whole-process times."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, **options)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[1:])


def line(what, ours, peer=None, peer_name=None, bound=None):
    text = f"{what:<52} {ours:9.2f} ms"
    if peer is not None:
        text += f"   {peer_name} {peer:9.2f} ms   ratio {ours / peer:5.2f}"
    if bound is not None:
        text += f"   (bound {bound})"
    print(text, flush=True)


def main():
    require_binary()
    require("sqlite3")
    require("openssl")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        space = Workspace(folder)
        start_up(space)
        cases = space.open_cases(CASES)
        print(f"opened {len(cases)} cases", flush=True)
        while entries(space) < ENTRIES:
            space.advance(cases)
        print(f"journal: {entries(space)} entries, journal mode {mode(space)}", flush=True)
        case_do(space, folder, cases)
        case_list(space)
        verify(space, folder)


def entries(space):
    with sqlite3.connect(f"file:{space.database}?mode=ro", uri=True) as database:
        return database.execute("SELECT count(*) FROM journal").fetchone()[0]


def mode(space):
    facts = space.json("doctor")
    return facts["journal_mode"], facts["synchronous"]


def start_up(space):
    line("--version", milliseconds([str(BINARY), "--version"]), bound="4 ms")
    line("whoami", milliseconds(space.arguments("whoami")), bound="10 ms before its own work")


def case_do(space, folder, cases):
    """Two writes: one row updated and one appended, in the store's own journal mode, by the sqlite3 shell."""
    ours = milliseconds(space.arguments("case", "do", cases[0], "step", "--json"))
    journal_mode, synchronous = mode(space)
    copy = folder / "peer.db"
    with sqlite3.connect(copy) as database:
        database.execute(f"PRAGMA journal_mode={'WAL' if journal_mode == 'wal' else journal_mode}")
        database.execute("CREATE TABLE cases (id TEXT PRIMARY KEY, revision INTEGER, data TEXT)")
        database.execute("CREATE TABLE journal (seq INTEGER PRIMARY KEY, header BLOB, body BLOB)")
        database.executemany(
            "INSERT INTO cases VALUES (?, 1, ?)", ((case, "x" * 600) for case in cases))
        database.executemany(
            "INSERT INTO journal (header, body) VALUES (?, ?)",
            ((b"h" * 300, b"b" * 700) for _ in range(ENTRIES)))
    statements = (
        f"PRAGMA journal_mode={journal_mode}; PRAGMA synchronous={synchronous}; BEGIN IMMEDIATE; "
        f"UPDATE cases SET revision = revision + 1, data = '{'y' * 600}' WHERE id = '{cases[0]}'; "
        f"INSERT INTO journal (header, body) VALUES (randomblob(300), randomblob(700)); COMMIT;")
    peer = milliseconds(["sqlite3", str(copy), statements])
    line("case do", ours, peer, "sqlite3, the same two writes", bound="3")


def case_list(space):
    ours = milliseconds(space.arguments("case", "list", "--jsonl"), runs=11)
    peer = milliseconds(
        ["sqlite3", "-json", str(space.database),
         "SELECT id, number, workflow, state, status, outcome, opened_at, updated_at FROM cases"], runs=11)
    line(f"case list of {CASES} cases", ours, peer, "sqlite3 reading them", bound="5")


def verify(space, folder):
    """The bytes that verification hashes, through openssl."""
    dump = folder / "bytes"
    with sqlite3.connect(f"file:{space.database}?mode=ro", uri=True) as database, open(dump, "wb") as file:
        for header, body in database.execute("SELECT header, body FROM journal ORDER BY seq"):
            file.write(header if isinstance(header, bytes) else header.encode())
            file.write(body if isinstance(body, bytes) else body.encode())
    ours = milliseconds(space.arguments("audit", "verify"), runs=5)
    peer = milliseconds(["openssl", "dgst", "-sha256", str(dump)], runs=5)
    line(f"audit verify, {dump.stat().st_size / 1e6:.0f} MB hashed", ours, peer, "openssl dgst", bound="3")


if __name__ == "__main__":
    main()
