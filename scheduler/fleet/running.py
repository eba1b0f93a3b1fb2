"""Does many independent pieces of work through any executor, and loses none when a worker is killed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

Job = TypeVar("Job")
Value = TypeVar("Value")
MOST_ATTEMPTS = 3
"""A job whose worker is killed each time is perhaps what kills it; it is given up, the others go on."""


class WorkLost(Exception):  # noqa: N818 - it is the text that people read
    """Work whose workers were killed as often as it was tried; its text is a sentence for people."""

    def __init__(self, attempts: int) -> None:
        super().__init__(
            f"the process that worked on it was killed, {attempts} times out of {attempts}; "
            "maybe it needs more memory than there is"
        )


@dataclass(frozen=True)
class Done(Generic[Job, Value]):
    """A job that was done, and what came of it."""

    job: Job
    value: Value


@dataclass(frozen=True)
class Failed(Generic[Job]):
    """A job that came to nothing: the work raised ``error``, was cancelled, or was lost (`WorkLost`)."""

    job: Job
    error: Exception


def run_all(
    work: Callable[[Job], Value],
    jobs: Iterable[Job],
    executor: Executor,
    on_loss: Callable[[Job, int], None] = lambda _job, _attempt: None,
) -> Generator[Done[Job, Value] | Failed[Job], None, None]:
    """Do all jobs, and yield what came of each as soon as it is known.

    Parameters
    ----------
    work
        What to do with a job. Work, jobs and values must be picklable where the executor's workers are other
        processes. Done once more, it must come to the same.
    jobs
        The jobs; no two of them depend on each other.
    executor
        Where to do them: `Processes`, where a lost worker's work raises `BrokenExecutor` and is done once
        more here; `Cluster`, which does so itself; or any other that takes work after it lost some.
    on_loss
        Called with a job whose worker was lost, and the number of the attempt that begins now.

    Yields
    ------
    Done or Failed
        One for each job, in the order in which they end. What the work raises fails its own job only. Closed
        early, it cancels what was not begun.
    """
    running: dict[Future[Value], tuple[Job, int]] = {executor.submit(work, job): (job, 1) for job in jobs}
    try:
        while running:
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                job, attempt = running.pop(future)
                error = _error_of(future)
                if error is None:
                    yield Done(job, future.result())
                elif not isinstance(error, BrokenExecutor):
                    yield Failed(job, error)
                elif attempt == MOST_ATTEMPTS:
                    yield Failed(job, WorkLost(attempt))
                else:
                    on_loss(job, attempt + 1)
                    running[executor.submit(work, job)] = (job, attempt + 1)
    finally:
        for future in running:
            future.cancel()


def _error_of(future: Future[Value]) -> Exception | None:
    """Return why work came to nothing; None where it did not."""
    try:
        future.result()
    except Exception as error:  # noqa: BLE001 - whatever the work raises is its outcome
        return error
    return None
