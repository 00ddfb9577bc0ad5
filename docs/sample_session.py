"""The sample application while a page of the documentation is made from it, and an ssh that reaches it."""

import contextlib
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
JAR = ROOT / "sample-app/target/sample-app.jar"
PASSWORDS = {"user": "espresso", "admin": "ristretto"}
PATIENCE = 60

SSH = """#!/bin/sh
# What the pages call "ssh": its port is the one that was free, its password is typed by itself.
for word; do
	shift
	case $word in 2222) word={port};; esac
	set -- "$@" "$word"
done
exec {ssh} -F {directory}/config "$@"
"""

CONFIG = """Host *
	Port {port}
	StrictHostKeyChecking no
	UserKnownHostsFile /dev/null
	GlobalKnownHostsFile /dev/null
	LogLevel ERROR
	IdentityAgent none
	PubkeyAuthentication no
	EscapeChar none
"""

ASKPASS = """#!/bin/sh
case $1 in
{cases}
esac
"""


def wait(condition, what):
	"""Waits for something that is sure to come."""
	end = time.monotonic() + PATIENCE
	while time.monotonic() < end:
		found = condition()
		if found:
			return found
		time.sleep(0.05)
	sys.exit(f"{what} did not come")


def free_port():
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


def listens(port):
	with socket.socket() as probe:
		return probe.connect_ex(("127.0.0.1", port)) == 0


def executable(path, text):
	path.write_text(text)
	path.chmod(0o700)


@contextlib.contextmanager
def client(port):
	"""Yields the environment of programs that use the sample that listens at a port."""
	for program in ("ssh", "tmux"):
		if not shutil.which(program):
			sys.exit(f"{program} is not installed")
	with tempfile.TemporaryDirectory() as name:
		directory = pathlib.Path(name)
		(directory / "bin").mkdir()
		executable(directory / "bin/ssh", SSH.format(port=port, ssh=shutil.which("ssh"), directory=directory))
		(directory / "config").write_text(CONFIG.format(port=port))
		cases = "\n".join(f"{user}@*) printf '%s\\n' '{password}';;" for user, password in PASSWORDS.items())
		executable(directory / "askpass", ASKPASS.format(cases=cases))
		environment = {key: value for key, value in os.environ.items() if not re.match("SSH_|LC_|TMUX", key)}
		environment.update(PATH=f"{directory}/bin:{environment['PATH']}", SSH_ASKPASS=str(directory / "askpass"),
				SSH_ASKPASS_REQUIRE="force", LC_ALL="C.UTF-8", SAMPLE_DIRECTORY=str(directory))
		yield environment


@contextlib.contextmanager
def sample(pace="1h"):
	"""Starts the sample and yields the environment of programs that use it."""
	if not shutil.which("java"):
		sys.exit("java is not installed")
	if not JAR.exists():
		sys.exit(f"{JAR.relative_to(ROOT)} is missing: mvn -q package -DskipTests")
	port = free_port()
	with client(port) as environment:
		directory = pathlib.Path(environment["SAMPLE_DIRECTORY"])
		log = directory / "log"
		with log.open("w") as output:
			server = subprocess.Popen(["java", "-jar", str(JAR), f"--ssh-console.port={port}", f"--roastery.pace={pace}"],
					cwd=directory, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
		try:
			wait(lambda: server.poll() is not None or listens(port), "The start of the sample")
			if server.poll() is not None:
				sys.exit(log.read_text())
			yield environment
		finally:
			server.terminate()
			server.wait()
