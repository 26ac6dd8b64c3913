package api

import "fwptracker/internal/workplan"

// This file puts the record of a meeting into the form in which a corrigendum corrects it, and back.

// recordCorrections is the record as it is, in the form in which it is corrected. What is not corrected by a corrigendum is kept beside it.
func recordCorrections(m workplan.MeetingState) RecordCorrections {
	return RecordCorrections{Name: m.Name, MeetingFields: meetingFieldsOf(m.MeetingContent), kept: m,
		Sessions: each(m.Sessions, func(e workplan.Entry[workplan.Session]) CorrectedSession {
			return CorrectedSession{numberOrNull(e.Number), sessionPatch(e.Says)}
		}),
		Agenda: each(m.Agenda, func(e workplan.Entry[workplan.AgendaItem]) CorrectedAgendaItem {
			return CorrectedAgendaItem{numberOrNull(e.Number), agendaItemPatch(e.Says)}
		}),
		Attendance: each(m.Attendance, func(e workplan.Entry[workplan.Attendant]) CorrectedAttendant {
			return CorrectedAttendant{numberOrNull(e.Number), attendantFields(e.Says)}
		}),
		Decisions: each(m.Decisions, func(e workplan.Entry[workplan.Decision]) CorrectedDecision {
			return CorrectedDecision{numberOrNull(e.Number), decisionPatch(e.Says)}
		})}
}

// state is the record as it is to read.
func (d RecordCorrections) state() workplan.MeetingState {
	m := d.kept
	audience := m.Audience
	m.MeetingContent = d.MeetingFields.content()
	m.Name, m.Audience = d.Name, audience
	workplan.SessionPart.Set(&m, each(d.Sessions, func(e CorrectedSession) workplan.Entry[workplan.Session] {
		return workplan.Entry[workplan.Session]{Number: given(e.Number), Says: e.SessionPatch.content()}
	}))
	workplan.AgendaPart.Set(&m, each(d.Agenda, func(e CorrectedAgendaItem) workplan.Entry[workplan.AgendaItem] {
		return workplan.Entry[workplan.AgendaItem]{Number: given(e.Number), Says: e.AgendaItemPatch.content()}
	}))
	workplan.AttendancePart.Set(&m, each(d.Attendance, func(e CorrectedAttendant) workplan.Entry[workplan.Attendant] {
		return workplan.Entry[workplan.Attendant]{Number: given(e.Number), Says: e.AttendantFields.content()}
	}))
	workplan.DecisionPart.Set(&m, each(d.Decisions, func(e CorrectedDecision) workplan.Entry[workplan.Decision] {
		return workplan.Entry[workplan.Decision]{Number: given(e.Number), Says: e.DecisionPatch.content()}
	}))
	return m
}
