"""Distributions built without a network, and fresh environments to install them into."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

_PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
"""The sandbox's worker is a program: it is looked for there, as the packages are borrowed."""


def build(folder: Path, target: str, out: Path) -> Path:
    """Build an sdist or a wheel of a folder as ``python -m build`` would; returns the file."""
    out.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    [built] = out.glob("*.tar.gz" if target == "sdist" else "*.whl")
    return built


def wheel_of_sdist(folder: Path, out: Path) -> Path:
    """Build an sdist of a folder, and from nothing but that a wheel."""
    with tarfile.open(build(folder, "sdist", out)) as archive:
        archive.extractall(out / "unpacked", filter="data")
    [source] = (out / "unpacked").iterdir()
    return build(source, "wheel", out)


def names(wheel: Path) -> list[str]:
    """Return the files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


class Environment:
    """A virtual environment that sees the packages of this one, so that no network is needed.

    Args:
        folder: where to create it.
        editable: whether it also sees what is installed in place here, such as mlinterview itself.
    """

    def __init__(self, folder: Path, *, editable: bool) -> None:
        self._folder = folder
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        self.python = next(folder.glob("[bS]*/python*"))
        here = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
        # only `addsitedir` follows the .pth files of editable installs
        lines = [f"import site; site.addsitedir({path!r})" if editable else path for path in here]
        (self.packages / "outer.pth").write_text("\n".join(lines) + "\n")

    @property
    def packages(self) -> Path:
        """Where packages are installed."""
        return next(self._folder.glob("**/site-packages"))

    def install(self, folder: Path) -> None:
        """Install a project with pip, asking no index."""
        self.check(
            "-m", "pip", "--python", str(self.python), "--disable-pip-version-check", "install",
            "--quiet", "--no-deps", "--no-build-isolation", "--no-index", str(folder),
            python=sys.executable,
        )  # fmt: skip

    def unpack(self, wheel: Path) -> None:
        """Install a wheel."""
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(self.packages)

    def check(self, *arguments: str, python: str | None = None) -> str:
        """Run Python outside the checkout; returns its output, or fails with it."""
        done = subprocess.run(
            [python or str(self.python), *arguments],
            cwd=self._folder, capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": "", "PATH": _PATH},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
