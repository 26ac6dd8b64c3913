package report

import (
	"fmt"
	"testing"
	"time"

	"fwptracker/internal/workplan"
)

// sourceItem is an item of a test with its history, whose updates get their numbers in the order given.
type sourceItem struct {
	ref     string
	content workplan.ItemContent
	history []workplan.StatusUpdate
}

// sourceOf is the source of a report, as of 30 June 2024, on a plan of wg endorsed on 10 January 2024.
func sourceOf(items ...sourceItem) workplan.ReportSource {
	src := workplan.ReportSource{
		Body: workplan.Body{Code: "wg", BodyContent: workplan.BodyContent{Name: "Working Group"}},
		Plan: workplan.WorkPlan{Code: "p-1", Body: "wg", PlanContent: workplan.PlanContent{Title: "Plan & <one>", PeriodEnd: "2024"},
			PlanLife: workplan.PlanLife{Status: workplan.PlanEndorsed, Revision: 1, EndorsedOn: "2024-01-10"}},
		Objectives: []workplan.Objective{{Number: 1, ObjectiveContent: workplan.ObjectiveContent{Title: "Share | know"}}, {Number: 2, ObjectiveContent: workplan.ObjectiveContent{Title: "Train"}}},
		Members:    map[string]workplan.Member{},
		Meetings: []workplan.Meeting{{Code: "wg-8", MeetingContent: workplan.MeetingContent{Name: "Eighth Meeting", Number: 8, Ends: "2023-11-08", Starts: "2023-11-07"}},
			{Code: "wg-9", MeetingContent: workplan.MeetingContent{Name: "Ninth Meeting", Number: 9, Starts: "2024-05-14", Ends: "2024-05-15"}}},
		Updates: map[int64]map[int]workplan.StatusUpdate{}, StatusChanges: map[int64][]workplan.StatusUpdate{}, Heard: map[string]bool{},
		View: workplan.View{AsOf: "2024-06-30", KnownAt: madeAt}, GeneratedAt: madeAt, GeneratedBy: "chair", Audience: workplan.AudienceMembers,
	}
	for code, name := range map[string]string{"aus": "Australia", "idn": "Indonesia", "vnm": "Việt Nam", "iom": "IOM <org>"} {
		src.Members[code] = workplan.Member{Code: code, MemberContent: workplan.MemberContent{Name: name}}
	}
	for n, s := range items {
		item := workplan.ActionItem{Stamp: workplan.Stamp{ID: int64(n + 1)}, Plan: "p-1", Ref: s.ref, RefKey: workplan.RefKeyOf(s.ref), ItemContent: s.content}
		item.Nature = workplan.Nature(or(string(item.Nature), string(workplan.NatureOneOff)))
		item.Title = or(item.Title, "Item "+s.ref)
		byNumber := map[int]workplan.StatusUpdate{}
		for k := range s.history {
			u := &s.history[k]
			u.ItemID, u.Number, u.Kind, u.RecordedAt = item.ID, k+1, workplan.UpdateProgress, time.Date(2024, 6, 1, 9, 30, k, 0, time.UTC)
			byNumber[u.Number] = *u
		}
		item.Standing = workplan.ReplayUpdates(s.history, src.View)
		src.Items, src.Updates[item.ID], src.StatusChanges[item.ID] = append(src.Items, item), byNumber, s.history
	}
	return src
}

var madeAt = time.Date(2024, 7, 1, 8, 15, 30, 0, time.UTC)

// saidBy is an update that takes effect on a day.
func saidBy(on workplan.Date, status workplan.Status, c workplan.UpdateContent) workplan.StatusUpdate {
	c.EffectiveOn, c.Status = on, status
	return workplan.StatusUpdate{Lead: "aus", UpdateContent: c}
}

// renderedAs is a report in a form.
func renderedAs(t testing.TB, form string, r workplan.CompletionReport) []byte {
	t.Helper()
	return []byte(rendered(t, form, r, Options{}))
}

// largeReport has many items with as many updates each, of the length that reports have.
func largeReport(items, updates int) workplan.CompletionReport {
	const text = "The guide was drafted with the members that asked for it, circulated twice, and adopted with the changes that came from the training centres. "
	var list []sourceItem
	for n := range items {
		var history []workplan.StatusUpdate
		for k := range updates {
			status := workplan.StatusInProgress
			if k == updates-1 && n%3 == 0 {
				status = workplan.StatusCompleted
			}
			history = append(history, saidBy(workplan.Date("2024-01-11").AddDays(n%90+k), status, workplan.UpdateContent{Done: text, NextSteps: text[:80], CompletedOn: "2024-02",
				Evidence: workplan.Links{{Title: "Guide", URL: fmt.Sprintf("https://example.org/guides/%d/%d", n, k)}}}))
		}
		list = append(list, sourceItem{ref: fmt.Sprintf("%d.%d", n/900+1, n%900+1), history: history, content: workplan.ItemContent{Objective: n/900 + 1, ExpectedOutput: text,
			Leads: workplan.List{"aus", "idn"}, Partners: workplan.List{"iom"}, Topics: workplan.List{"training"}, Due: "2024-Q2", Start: "2024"}})
	}
	src := sourceOf(list...)
	src.WithAnnex = true
	return workplan.BuildReport(src)
}
