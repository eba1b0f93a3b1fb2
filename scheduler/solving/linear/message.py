"""What a model holds, to be read fast."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ortools.sat import cp_model_pb2

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


def as_message(model: cp_model.CpModel) -> cp_model_pb2.CpModelProto:
    """Return what a model holds as a message that is read ten times as fast as the model itself.

    The two share nothing but what is written into a file.

    Raises
    ------
    OSError
        When nothing can be written into the folder for temporary files.
    """
    with TemporaryDirectory(prefix="rota-") as folder:
        path = Path(folder, "model.pb")
        if not model.export_to_file(str(path)):
            message = f"cannot write to {folder}"
            raise OSError(message)
        proto = cp_model_pb2.CpModelProto()
        proto.ParseFromString(path.read_bytes())
        return proto
