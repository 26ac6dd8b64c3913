package web

import (
	"net/url"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// update is what the form says.
func (f updateForm) update() (workplan.NewStatusUpdate, workplan.Faults) {
	var faults workplan.Faults
	in := workplan.NewStatusUpdate{Lead: f.Value("lead"), UpdateContent: workplan.UpdateContent{
		Kind: workplan.UpdateProgress, Status: workplan.Status(f.Value("status")), Health: workplan.Health(f.Value("health")),
		Done: f.text("done"), NextSteps: f.text("next_steps"), Openings: f.text("openings"), Reason: f.text("reason"),
		CompletedOn: f.period("completed_on"), PlannedCompletion: f.period("planned_completion"),
		CorrectionReason: f.text("correction_reason"), Meeting: f.Value("meeting"), Audience: workplan.Audience(f.Value("audience")),
		EffectiveOn: workplan.Date(f.text("effective_on"))}}
	for _, link := range f.Evidence {
		if link != (workplan.Link{}) {
			in.Evidence = append(in.Evidence, link)
		}
	}
	if f.Value("act") == "nil" || f.Value("kind") == string(workplan.UpdateNilReturn) {
		in.Kind = workplan.UpdateNilReturn
	}
	if corrects := f.Value("corrects"); corrects != "" {
		n, err := strconv.Atoi(corrects)
		if err != nil {
			faults.Add("/corrects", "not_a_number", "must be the number of an earlier update")
		}
		in.Corrects = n
	}
	return in, faults
}

// linksOf reads the links of a form from the fields that begin so, in order.
func linksOf(v url.Values, field string) []workplan.Link {
	titles, addresses := v[field+"_title"], v[field+"_url"]
	var links []workplan.Link
	for n := range max(len(titles), len(addresses)) {
		var l workplan.Link
		if n < len(titles) {
			l.Title = strings.TrimSpace(titles[n])
		}
		if n < len(addresses) {
			l.URL = strings.TrimSpace(addresses[n])
		}
		if l != (workplan.Link{}) {
			links = append(links, l)
		}
	}
	return links
}

// valuesOf fills the form with an update that is to be corrected.
func valuesOf(u tracker.UpdateReading) url.Values {
	v := url.Values{}
	for name, value := range map[string]string{"corrects": strconv.Itoa(u.Number), "lead": u.Lead, "status": string(u.Status), "health": string(u.Health), "done": u.Done,
		"next_steps": u.NextSteps, "openings": u.Openings, "reason": u.Reason, "completed_on": string(u.CompletedOn), "planned_completion": string(u.PlannedCompletion),
		"meeting": u.Meeting, "audience": string(u.Audience), "effective_on": string(u.EffectiveOn)} {
		v.Set(name, value)
	}
	return v
}
