package report

import (
	"fmt"
	"time"

	"fwptracker/internal/workplan"
)

// pdfMoment is when the reports of these tests were made.
var pdfMoment = time.Date(2024, 7, 1, 9, 30, 0, 0, time.UTC)

// pdfReport is the report of a plan with so many items, each with so many updates, under five objectives and led by twelve members.
func pdfReport(items, updates int, change func(*workplan.ReportSource)) workplan.CompletionReport {
	src := workplan.ReportSource{
		Body: workplan.Body{Code: "wg", BodyContent: workplan.BodyContent{Name: "Working Group on Trafficking in Persons"}},
		Plan: workplan.WorkPlan{Code: "wg-2024-26", PlanContent: workplan.PlanContent{Title: "Forward Work Plan 2024-26", PeriodStart: "2024", PeriodEnd: "2026", Notes: "Entered for a test."},
			PlanLife: workplan.PlanLife{Status: workplan.PlanEndorsed, Revision: 1, EndorsedOn: "2023-11-08"}},
		View: workplan.View{AsOf: "2024-06-30"}, GeneratedAt: pdfMoment, GeneratedBy: "chair", Audience: workplan.AudienceMembers, WithAnnex: true,
		Members: map[string]workplan.Member{}, Updates: map[int64]map[int]workplan.StatusUpdate{}, StatusChanges: map[int64][]workplan.StatusUpdate{},
		Meetings: []workplan.Meeting{{Code: "wg-9", MeetingContent: workplan.MeetingContent{Number: 9, Name: "Ninth Annual Meeting", Starts: "2023-11-07", Ends: "2023-11-08"}}},
	}
	for n := range 5 {
		src.Objectives = append(src.Objectives, workplan.Objective{Number: n + 1, ObjectiveContent: workplan.ObjectiveContent{Title: fmt.Sprintf("Strengthening cooperation in field %d", n+1)}})
	}
	for n := range 12 {
		src.Members[fmt.Sprintf("m%d", n)] = workplan.Member{MemberContent: workplan.MemberContent{Name: fmt.Sprintf("Republic of Member %d", n)}}
	}
	for n := range items {
		item := pdfItem(n)
		byNumber, history := map[int]workplan.StatusUpdate{}, make([]workplan.StatusUpdate, updates)
		for m := range updates {
			history[m] = pdfUpdate(item, n, m, updates)
			byNumber[m+1] = history[m]
		}
		item.Standing = workplan.ReplayUpdates(history, src.View)
		src.Items, src.Updates[item.ID], src.StatusChanges[item.ID] = append(src.Items, item), byNumber, history
	}
	if change != nil {
		change(&src)
	}
	return workplan.BuildReport(src)
}

func pdfItem(n int) workplan.ActionItem {
	ref := fmt.Sprintf("%d.%d", n%5+1, n/5+1)
	return workplan.ActionItem{Stamp: workplan.Stamp{ID: int64(n + 1)}, Plan: "wg-2024-26", Ref: ref, RefKey: workplan.RefKeyOf(ref), ItemContent: workplan.ItemContent{
		Objective: n%5 + 1, Title: fmt.Sprintf("Joint training of investigators and prosecutors, course %d", n+1), ExpectedOutput: "A course of five days with forty participants",
		Description: "Investigators and prosecutors of the members work through real cases together, with trainers from two organisations.",
		Nature:      workplan.NatureOneOff, Due: "2024-Q2", Leads: workplan.List{fmt.Sprintf("m%d", n%12)}, Topics: workplan.List{fmt.Sprintf("topic %d", n%7)}}}
}

func pdfUpdate(item workplan.ActionItem, n, m, updates int) workplan.StatusUpdate {
	content := workplan.UpdateContent{Kind: workplan.UpdateProgress, Status: workplan.StatusInProgress, Health: workplan.HealthOnTrack, EffectiveOn: workplan.Date(fmt.Sprintf("2024-%02d-%02d", 1+m%5, 1+m%28)),
		Done:      fmt.Sprintf("Part %d of the course was held in Hà Nội with thirty-eight participants from eleven members; the papers are with the secretariat.", m+1),
		NextSteps: "Collect the comments of the participants and revise the handbook before the next part.", Openings: "Members may send two observers.",
		Evidence: workplan.Links{{Title: "Report of the course", URL: fmt.Sprintf("https://example.org/courses/%d/%d", n, m)}}}
	if m == updates-1 && n%3 == 0 {
		content.Status, content.CompletedOn = workplan.StatusCompleted, "2024-05-31"
	}
	return workplan.StatusUpdate{ItemID: item.ID, Plan: item.Plan, Ref: item.Ref, Number: m + 1, Lead: item.Leads[0], ReportedBy: "focal",
		RecordedAt: time.Date(2024, time.Month(1+m%5), 1+m%28, 9, 0, 0, 0, time.UTC), UpdateContent: content}
}
