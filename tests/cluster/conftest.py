"""A real standalone cluster on loopback: a master, two workers, a Spark Connect server.

Outside `make test`: `make cluster-test` installs PySpark into an environment of its own.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from warehouse import connection

_FIRST_PORT = int(os.environ.get("CLUSTER_FIRST_PORT", "15100"))
_MASTER = "org.apache.spark.deploy.master.Master"
_WORKER = "org.apache.spark.deploy.worker.Worker"
_CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer"
_HERE = "127.0.0.1"
_YOUNG = "-XX:TieredStopAtLevel=1"  # of machines that live for minutes: half of two cores compiles


class Cluster:
    """Processes by name, each in a group of its own, so that a worker dies with its executor."""

    def __init__(self, place: Path, home: Path) -> None:
        self.place, self.home = place, home
        self.ports = iter(_free_ports())
        self.master, self.connect = next(self.ports), next(self.ports)
        self.running: dict[str, subprocess.Popen] = {}

    @property
    def url(self) -> str:
        return f"sc://{_HERE}:{self.connect}"

    def start(self) -> None:
        self._run("master", "bin/spark-class", _MASTER, "--host", _HERE, "--port", self.master,
                  "--webui-port", next(self.ports))  # fmt: skip
        wait_for(lambda: _listens(self.master), 60)
        for name in ("worker 1", "worker 2"):
            self.start_worker(name)
        self.start_connect()

    def alive(self) -> bool:
        return all(process.poll() is None for process in self.running.values())

    def start_worker(self, name: str) -> None:
        self._run(name, "bin/spark-class", _WORKER, "--host", _HERE, "--port", next(self.ports),
                  "--webui-port", next(self.ports), "--cores", "1", "--memory", "1g",
                  "--work-dir", self.place / name, f"spark://{_HERE}:{self.master}")  # fmt: skip

    def start_connect(self) -> None:
        settings = {
            "spark.connect.grpc.binding.address": _HERE,
            "spark.connect.grpc.binding.port": self.connect,
            "spark.driver.host": _HERE,
            "spark.executor.memory": "700m",
            "spark.executor.extraJavaOptions": _YOUNG,
            "spark.sql.shuffle.partitions": 2,
            "spark.ui.enabled": "false",
        }
        given = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
        self._run("connect", "bin/spark-submit", "--master", f"spark://{_HERE}:{self.master}",
                  "--class", _CONNECT, *given, "spark-internal")  # fmt: skip
        wait_for(lambda: _listens(self.connect), 120)

    def kill(self, name: str) -> None:
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for name in list(self.running):
            self.kill(name)

    def _run(self, name: str, program: str, *arguments: object) -> None:
        environment = os.environ | {
            "SPARK_HOME": str(self.home), "SPARK_LOCAL_IP": _HERE, "SPARK_DAEMON_MEMORY": "512m",
            "SPARK_DAEMON_JAVA_OPTS": _YOUNG,
        }  # fmt: skip
        with (self.place / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [str(self.home / program), *map(str, arguments)],
                cwd=self.place, env=environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip


def _free_ports() -> Iterator[int]:
    for port in range(_FIRST_PORT, _FIRST_PORT + 100):
        with socket.socket() as tried:
            if tried.connect_ex((_HERE, port)):
                yield port


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex((_HERE, port)) == 0


def wait_for(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "the cluster did not come up; see its logs"
        time.sleep(0.2)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    found = find_spec("pyspark")
    if found is None:
        pytest.skip("PySpark is not installed here; run: make cluster-test")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed; Debian's package is openjdk-17-jre-headless")
    cluster = Cluster(tmp_path_factory.mktemp("cluster"), Path(found.origin).parent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAREHOUSE_SECONDS", "300")  # of a machine that is busy otherwise
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()


@contextmanager
def read_by(engine: str, releases: Path) -> Iterator[None]:
    """Questions inside are answered from these releases by an engine that remembers nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELEASES_DIR", str(releases))
        patch.setenv("WAREHOUSE", engine)
        patch.setattr(connection, "_shared", {})
        yield
