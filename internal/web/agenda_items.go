package web

import (
	"strconv"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// agendaForms keep the agenda of a meeting.
var agendaForms = recordPart[workplan.AgendaItem, tracker.EntryReading[workplan.AgendaItem]]{
	Part: workplan.AgendaPart, form: "agenda_item_form", choices: (*call).pointable, brief: func(a workplan.AgendaItem) string { return a.Title },
	fill: fillAgendaItem, read: readAgendaItem,
	add: (*tracker.Tracker).AddAgendaItem, edit: (*tracker.Tracker).EditAgendaItem, remove: (*tracker.Tracker).RemoveAgendaItem,
}

// AgendaChoices are the agenda items under which a decision can have been taken.
func (p recordPage) AgendaChoices() []option {
	return entryOptions(p.Agenda, agendaForms.brief)
}

// entryOptions offers the entries of a part of the record by their numbers.
func entryOptions[C any](entries workplan.Entries[C], brief func(C) string) []option {
	list := make([]option, len(entries))
	for n, e := range entries {
		number := strconv.Itoa(e.Number)
		list[n] = option{number, number + ". " + brief(e.Says)}
	}
	return list
}

func fillAgendaItem(f sheet, a workplan.AgendaItem) {
	f.Values.Set("title", a.Title)
	f.Values.Set("note", a.Note)
	f.Values.Set("session", numeral(a.Session))
	fillPointers(f, a.Pointers)
}

func readAgendaItem(f sheet, was workplan.AgendaItem, faults *workplan.Faults) workplan.AgendaItem {
	return workplan.AgendaItem{Title: f.text("title"), Note: f.text("note"), Session: f.number("session", faults), Pointers: readPointers(f, was.Pointers, faults)}
}

// numeral writes a number into a field; nothing for 0.
func numeral(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
