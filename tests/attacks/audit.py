"""`make audit`: the pinned requirements against the published advisories.

Exit code 1 only where an advisory names a version we use; where the advisories cannot be reached it
says that nothing was audited.
"""

import json
import subprocess
import sys

_COMMAND = [sys.executable, "-m", "pip_audit", "-r", "requirements.txt", "--no-deps",
            "--disable-pip", "--progress-spinner", "off", "--format", "json"]  # fmt: skip


def main() -> int:
    done = subprocess.run(_COMMAND, capture_output=True, text=True, check=False, timeout=300)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print("The advisories could not be reached: nothing was audited.")
        return 0
    known = [package for package in packages if "skip_reason" not in package]
    print(
        f"Audited {len(known)} of {len(packages)} packages; the others are not in the advisories."
    )
    for package in known:
        for hole in package["vulns"]:
            fixed = ", ".join(hole["fix_versions"]) or "none yet"
            print(f"{package['name']} {package['version']}: {hole['id']}; fixed in: {fixed}")
    return 1 if any(package["vulns"] for package in known) else 0


if __name__ == "__main__":
    sys.exit(main())
