package demo

import (
	"context"
	"fmt"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// baliProcess holds the meetings above the working groups: those of ministers and of senior officials.
const baliProcess = "bali-process"

// enterFacts enters the facts in the order in which they lean on each other. The operator makes the bodies and the keeper; the keeper, who
// is secretariat and co-chair of each real body for this purpose alone, enters the rest.
func enterFacts(ctx context.Context, t *tracker.Tracker, f facts) error {
	keeper := workplan.NewUser{Username: demoKeeper, Name: "Register keeper (demonstration)", Email: demoKeeper + "@example.org"}
	for _, b := range f.allBodies() {
		if _, err := t.CreateBody(ctx, operator, b); err != nil {
			return fmt.Errorf("body %s: %w", b.Code, err)
		}
		keeper.Bindings = append(keeper.Bindings, workplan.NewBinding{Role: workplan.RoleSecretariat, Body: b.Code},
			workplan.NewBinding{Role: workplan.RoleCoChair, Body: b.Code})
	}
	if _, err := t.CreateUser(ctx, operator, keeper); err != nil {
		return fmt.Errorf("user %s: %w", keeper.Username, err)
	}
	if err := enterMembers(ctx, t, f); err != nil {
		return err
	}
	for _, m := range f.Meetings {
		in := m.entry(f)
		if _, err := t.CreateMeeting(ctx, as(demoKeeper), in); err != nil {
			return fmt.Errorf("meeting %s: %w", in.Code, err)
		}
	}
	for _, p := range f.Plans {
		if err := enterPlan(ctx, t, f, p); err != nil {
			return fmt.Errorf("plan %s: %w", p.Title, err)
		}
	}
	for _, m := range f.Meetings {
		if err := enterRecord(ctx, t, f, m); err != nil {
			return fmt.Errorf("record of meeting %s: %w", m.code(), err)
		}
	}
	return nil
}

// bodyFacts is what is known of bodies beyond their names (the public pages named).
var bodyFacts = map[string]string{
	"wg-tip": "Also called TIPWG. Terms of reference endorsed by the Ad Hoc Group on 6 August 2014. Reports to the Ad Hoc Group each year.",
	"wg-d": "Co-chairs over time: Malaysia and New Zealand (2017), then New Zealand and Viet Nam. Works through Joint Periods of Action; " +
		"its 2022 annual meeting had a forward work plan on the agenda.",
	"teg-rr": "Co-chairs over time: Philippines and Australia (2019), Sri Lanka and Australia (2020-21), Australia and IOM (2022), " +
		"Philippines and Australia (2024).",
	"rso": "Co-managed by Australia and Indonesia.",
}

// allBodies lists the bodies of the facts, and the Bali Process itself.
func (f facts) allBodies() []workplan.NewBody {
	var all []workplan.NewBody
	for _, b := range f.Bodies {
		code := slug(b.ShortName)
		all = append(all, workplan.NewBody{Code: code, BodyContent: workplan.BodyContent{
			Name: b.Name, ShortName: b.ShortName, Description: bodyFacts[code], Source: source(b.Source)}})
	}
	var areas, from []string
	for _, a := range f.StrategyAreas {
		areas, from = append(areas, a.Name), append(from, a.Source)
	}
	return append(all, workplan.NewBody{Code: baliProcess, BodyContent: workplan.BodyContent{
		Name: "Bali Process",
		Description: sentences("Meetings of ministers and of senior officials, each numbered in its own series",
			"45 member states, 4 member organisations, 18 observer states and 9 observer organisations",
			"Areas of the 2023 Adelaide Strategy for Cooperation: "+strings.Join(areas, "; ")),
		Source: sources(append(from, "https://baliprocess.dev.juicebox.com.au/about/about-the-bali-process")...),
	}})
}

// bodyCode finds the body that keeps a meeting or plan. A joint meeting is kept by the body named first.
func (f facts) bodyCode(named string) string {
	first, _, _ := strings.Cut(named, ",")
	for _, b := range f.Bodies {
		if b.ShortName == first {
			return slug(first)
		}
	}
	return baliProcess
}

// code is that of the meeting: its body and number as the facts give them, or the slug of its name where it stands outside the count.
func (m meeting) code() string {
	if m.Number > 0 {
		return fmt.Sprintf("%s-%d", slug(m.Body), m.Number)
	}
	return slug(m.Name)
}

// entry is the meeting for the register; its record is public, since all of it was published. A window of days in which it lay is entered as its
// days, with the note that says so.
func (m meeting) entry(f facts) workplan.NewMeeting {
	in := workplan.NewMeeting{Code: m.code(), Body: f.bodyCode(m.Body), MeetingContent: workplan.MeetingContent{
		Number: m.Number, Name: m.Name, Starts: m.StartDate, Ends: m.EndDate, Place: m.Place, Source: source(m.Source),
		Audience: workplan.AudiencePublic, AttendanceNote: m.Attendance, Headcounts: m.headcounts(),
		DateNote: sentences(m.DateNote, told("Source of the date: ", m.DateSource)),
	}}
	if m.WindowStart != "" {
		in.Starts, in.Ends = m.WindowStart, m.WindowEnd
	}
	joint := ""
	if strings.Contains(m.Body, ",") {
		joint = "Held jointly by " + m.Body
	}
	in.Note = sentences(joint, told("The place is ", m.PlaceBasis), told("Source of the place: ", m.PlaceSource), m.Note)
	return in
}
