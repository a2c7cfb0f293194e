"""What `kosha-flow dmn export` writes against the OMG's schema: valid under `xmllint`, workflow by workflow and decision by decision.

usage: dmn_export.py BINARY WORKSPACE CASES SCHEMA   (CASES: a folder of folders of decision files that belong together)
Prints what is not valid; ends with 1 where something is not.
"""

import json
import os
import shutil
import subprocess
import sys


def export(binary, arguments):
    run = subprocess.run([binary, "--lang", "en", *arguments], capture_output=True, text=True)
    return (run.stdout, "") if run.returncode == 0 else (None, run.stderr.strip())


def main():
    binary, workspace, cases, schema = sys.argv[1:]
    if shutil.which("xmllint") is None:
        print("skipped: xmllint is not installed")
        return 0
    if not os.path.exists(schema):
        print(f"skipped: {schema} is not there")
        return 0
    listing = subprocess.run(
        [binary, "--workspace", workspace, "rule", "list", "--jsonl"], capture_output=True, text=True, check=True)
    decisions = [json.loads(line) for line in listing.stdout.splitlines()]
    names = sorted({entry["workflow"] for entry in decisions})
    names += sorted({f"{entry['workflow']}/{entry['decision']}" for entry in decisions})
    exports = [(name, ["--workspace", workspace, "dmn", "export", name]) for name in names]
    for case in sorted(os.listdir(cases)):
        folder = os.path.join(cases, case)
        files = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
        exports.append((case, ["dmn", "export", *files]))
    valid, failures = 0, []
    for name, arguments in exports:
        document, problem = export(binary, arguments)
        if document is not None:
            check = subprocess.run(
                ["xmllint", "--noout", "--schema", schema, "-"], input=document, capture_output=True, text=True)
            problem = "" if check.returncode == 0 else check.stderr.strip()
        if problem:
            failures.append(f"{name}: {problem}")
        else:
            valid += 1
    print(f"DMN models exported and valid: {valid} of {len(exports)}")
    for failure in failures:
        print(f"  {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
