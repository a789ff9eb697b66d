"""From what a door received to the commands of introductions and placements."""

from wsp.placements.schemas.attaching import attach_schema
from wsp.placements.schemas.base import PlacementSchema
from wsp.placements.schemas.introductions import (
    AnswerOfferSchema,
    AskAboutOfferSchema,
    CloseSchema,
    InviteSchema,
    NotNowSchema,
    StepSchema,
)
from wsp.placements.schemas.loonwaarde import RecordMeasuredLoonwaardeSchema
from wsp.placements.schemas.placements import (
    BeginEmploymentSchema,
    ChangeTermsSchema,
    EndPlacementSchema,
    ExtendContractSchema,
    MoveInstrumentSchema,
    PlaceCandidateSchema,
    ResumePlacementSchema,
    SetInstrumentFactsSchema,
)
from wsp.placements.schemas.portal import BenefitsSchema, ConfirmHoursSchema, ReportHoursSchema

__all__ = [
    "AnswerOfferSchema",
    "AskAboutOfferSchema",
    "BeginEmploymentSchema",
    "BenefitsSchema",
    "ChangeTermsSchema",
    "CloseSchema",
    "ConfirmHoursSchema",
    "EndPlacementSchema",
    "ExtendContractSchema",
    "InviteSchema",
    "MoveInstrumentSchema",
    "NotNowSchema",
    "PlaceCandidateSchema",
    "PlacementSchema",
    "RecordMeasuredLoonwaardeSchema",
    "ReportHoursSchema",
    "ResumePlacementSchema",
    "SetInstrumentFactsSchema",
    "StepSchema",
    "attach_schema",
]
