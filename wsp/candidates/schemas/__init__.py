"""From what a door received to the commands of candidates."""

from wsp.candidates.schemas.base import CandidateSchema
from wsp.candidates.schemas.facts import (
    ConfirmProfileSchema,
    MoveStageSchema,
    RecordAgreementSchema,
    RecordLoonwaardeSchema,
    RecordRegisterCheckSchema,
    SetObjectionSchema,
    WithdrawAgreementSchema,
)
from wsp.candidates.schemas.people import (
    AssignPeopleSchema,
    EditIdentitySchema,
    RegisterCandidateSchema,
    SetPersonalSchema,
    SetResidenceSchema,
)
from wsp.candidates.schemas.profile import EXPERIENCES, WISHES, EditProfileSchema

__all__ = [
    "EXPERIENCES",
    "WISHES",
    "AssignPeopleSchema",
    "CandidateSchema",
    "ConfirmProfileSchema",
    "EditIdentitySchema",
    "EditProfileSchema",
    "MoveStageSchema",
    "RecordAgreementSchema",
    "RecordLoonwaardeSchema",
    "RecordRegisterCheckSchema",
    "RegisterCandidateSchema",
    "SetObjectionSchema",
    "SetPersonalSchema",
    "SetResidenceSchema",
    "WithdrawAgreementSchema",
]
