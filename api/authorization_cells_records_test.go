package api_test

import (
	"context"
	"slices"
	"strings"

	"fwptracker/internal/workplan"
)

// The record of a meeting is for its audience in the body, a decision for its own, and to others as if nothing were recorded. In the seed each body has
// three meetings with a record, one for each audience, and in each record a session, an agenda item, an attendant, and two decisions: one for all of its
// readers, one for the chairs. That for members was adopted and corrected twice, in its place and in the text of the second decision.

var authzRecordAudiences = []string{"public", "members", "chairs"}

// records makes the meetings with a record in a body.
func (w *authzWorld) records(ctx context.Context, body string) {
	for _, audience := range authzRecordAudiences {
		code := body + "-" + audience
		w.record(ctx, body, code, audience)
		if audience == "members" {
			w.adopt(ctx, body, code)
			w.correct(ctx, body, code, func(m *workplan.MeetingState) { m.Place = "Elsewhere" })
			w.correct(ctx, body, code, func(m *workplan.MeetingState) {
				m.Decisions = slices.Clone(m.Decisions)
				m.Decisions[1].Says.Text = "For the chairs, corrected."
			})
		}
	}
}

// record makes a meeting with a record.
func (w *authzWorld) record(ctx context.Context, body, code, audience string) {
	sec := as("sec-" + body)
	_, err := w.tr.CreateMeeting(ctx, sec, workplan.NewMeeting{Code: code, Body: body, MeetingContent: workplan.MeetingContent{Name: "Meeting " + code, Starts: "2026-01-15", Audience: workplan.Audience(audience)}})
	authzMust(w.tb, err)
	_, err = w.tr.AddSession(ctx, sec, code, workplan.Session{Title: "Session"})
	authzMust(w.tb, err)
	_, err = w.tr.AddAgendaItem(ctx, sec, code, workplan.AgendaItem{Title: "Agenda item"})
	authzMust(w.tb, err)
	_, err = w.tr.RecordAttendance(ctx, sec, code, []workplan.Attendant{{Name: "Somebody else", Kind: workplan.KindCivilSociety}})
	authzMust(w.tb, err)
	for _, d := range []workplan.Decision{{Text: "For all."}, {Text: "For the chairs.", Audience: workplan.AudienceChairs}} {
		_, err = w.tr.RecordDecision(ctx, sec, code, d)
		authzMust(w.tb, err)
	}
}

func (w *authzWorld) adopt(ctx context.Context, body, code string) {
	_, err := w.tr.AdoptRecord(ctx, as("chair-"+body), code, nil, workplan.NewAdoption{})
	authzMust(w.tb, err)
}

func (w *authzWorld) correct(ctx context.Context, body, code string, how func(*workplan.MeetingState)) {
	_, err := w.tr.IssueCorrigendum(ctx, as("chair-"+body), code, nil, workplan.NewCorrigendum{Reason: "Agreed.", Correct: func(m *workplan.MeetingState) error { how(m); return nil }})
	authzMust(w.tb, err)
}

// authzMet makes a meeting with a record in alpha.
func authzMet(more ...string) func(*authzWorld) []string {
	return func(w *authzWorld) []string {
		code := w.name("met")
		w.record(context.Background(), "alpha", code, "members")
		return append([]string{"meeting", code}, more...)
	}
}

func authzAdopted(w *authzWorld) []string {
	params := authzMet()(w)
	w.adopt(context.Background(), "alpha", params[1])
	return params
}

// readsMeetings says whether an actor reads meetings at all: every role but an admin's.
func (a authzActor) readsMeetings() bool {
	return strings.Trim(strings.ReplaceAll(a.columns, "admin", ""), " ") != ""
}

// seesRecord says whether an actor who reads meetings is within an audience in a body.
func (a authzActor) seesRecord(body, audience string) bool {
	return a.seesPlan(authzPlan{body: body, audience: audience})
}

func authzRecordCells() []authzCell {
	cells := []authzCell{{op: "listDecisions", on: "all", want: func(a authzActor, scoped bool) int { return reading(scoped && a.readsMeetings(), true) }},
		{op: "listDecisions", on: "then", query: "?as_of=2026-03-03", want: func(a authzActor, scoped bool) int { return reading(scoped && a.readsMeetings(), true) }}}
	for _, body := range []string{"alpha", "beta"} {
		for _, audience := range authzRecordAudiences {
			cells = append(cells, authzRecordReads(body, audience)...)
		}
		cells = append(cells, authzRecordWrites(body)...)
	}
	return cells
}

func authzRecordReads(body, audience string) []authzCell {
	var cells []authzCell
	code := body + "-" + audience
	at := []string{"meeting", code}
	sees := func(within ...string) func(authzActor, bool) int {
		return func(a authzActor, scoped bool) int {
			visible := !slices.ContainsFunc(within, func(audience string) bool { return !a.seesRecord(body, audience) })
			return reading(scoped && a.readsMeetings(), visible)
		}
	}
	anyway, record, chairs := sees(), sees(audience), sees(audience, "chairs")
	for _, op := range []string{"getMeeting", "listSessions", "listAgenda", "listAttendance", "listMeetingDecisions", "listCorrigenda"} {
		cells = append(cells, authzCell{op: op, on: code, params: at, want: anyway})
	}
	first, second := append([]string{"number", "1"}, at...), append([]string{"number", "2"}, at...)
	for _, op := range []string{"getSession", "getAgendaItem", "getAttendant", "getDecision"} {
		cells = append(cells, authzCell{op: op, on: code, params: first, want: record}, authzCell{op: op, on: code + " then", params: first, query: "?as_of=2026-03-03", want: record})
	}
	cells = append(cells, authzCell{op: "getDecision", on: code + " for the chairs", params: second, want: chairs})
	if audience == "members" {
		cells = append(cells, authzCell{op: "getCorrigendum", on: code, params: first, want: record}, authzCell{op: "getCorrigendum", on: code + " for the chairs", params: second, want: chairs})
	}
	return cells
}

func authzRecordWrites(body string) []authzCell {
	var cells []authzCell
	may := func(columns string, done int) func(authzActor, bool) int {
		return func(a authzActor, scoped bool) int { return writing(true, scoped, a.in(columns, body), true, done) }
	}
	fresh := func(adopted bool, more ...string) func(*authzWorld, authzActor) []string {
		return func(w *authzWorld, _ authzActor) []string {
			code := w.name("met")
			w.record(context.Background(), body, code, "public")
			if adopted {
				w.adopt(context.Background(), body, code)
			}
			return append([]string{"meeting", code}, more...)
		}
	}
	at := []string{"meeting", body + "-public"}
	for _, op := range []struct{ add, edit, remove, body, patch string }{
		{"addSession", "editSession", "removeSession", `{"title":"New"}`, `{"note":"edited"}`}, {"addAgendaItem", "editAgendaItem", "removeAgendaItem", `{"title":"New"}`, `{"note":"edited"}`},
		{"recordAttendance", "editAttendant", "removeAttendant", `{"attendants":[{"member":"dummy"}]}`, `{"note":"edited"}`}, {"recordDecision", "editDecision", "removeDecision", `{"text":"New"}`, `{"source":"edited"}`},
	} {
		one := append([]string{"number", "1"}, at...)
		cells = append(cells, authzCell{op: op.add, on: body, params: at, body: says(op.body), want: may("sec chair", 201), fresh: fresh(false)},
			authzCell{op: op.edit, on: body, params: one, body: says(op.patch), want: may("sec chair", 200), fresh: fresh(false, "number", "1")},
			authzCell{op: op.remove, on: body, params: one, want: may("sec chair", 204), fresh: fresh(false, "number", "1")})
	}
	return append(cells, authzCell{op: "adoptRecord", on: body, params: at, body: says(`{}`), want: may("chair", 200), fresh: fresh(false)},
		authzCell{op: "issueCorrigendum", on: body, params: []string{"meeting", body + "-members"}, body: says(`{"reason":"Agreed.","corrections":{"place":"Somewhere"}}`), want: may("chair", 201), fresh: fresh(true)})
}
