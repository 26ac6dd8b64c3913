package demo

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// undated is said of a standing that the sources show without telling when it began.
const undated = "The sources show this standing; when it began or ended is not recorded."

// enterMembers enters the register and the standings: every participant in wg-tip, and the co-chairs of the other bodies.
func enterMembers(ctx context.Context, t *tracker.Tracker, f facts) error {
	for _, p := range f.Participants {
		if _, err := t.CreateMember(ctx, as(demoKeeper), p.entry()); err != nil {
			return fmt.Errorf("member %s: %w", p.Name, err)
		}
	}
	for _, p := range f.Participants {
		for _, m := range f.standings(p) {
			if _, err := t.CreateMembership(ctx, as(demoKeeper), "wg-tip", m); err != nil {
				return fmt.Errorf("standing of %s in wg-tip: %w", p.Name, err)
			}
		}
	}
	for _, b := range f.Bodies {
		if b.ShortName == "WG-TIP" {
			continue
		}
		for _, m := range f.coChairsOf(b) {
			if _, err := t.CreateMembership(ctx, as(demoKeeper), slug(b.ShortName), m); err != nil {
				return fmt.Errorf("co-chair %s of %s: %w", m.Member, b.ShortName, err)
			}
		}
	}
	return nil
}

func (p participant) entry() workplan.NewMember {
	note := source(p.Note)
	if p.Kind == "expert" {
		note = sentences("Named by the facts as an expert, not as a member organisation", note)
	}
	aliases := slices.Clone(p.Aliases)
	for _, name := range otherNames[p.code()] {
		if !aliases.Has(name) {
			aliases = append(aliases, name)
		}
	}
	return workplan.NewMember{Code: p.code(), MemberContent: workplan.MemberContent{
		Name: p.Name, ShortName: p.ShortName, Kind: memberKinds[p.Kind], Aliases: aliases, Note: note, Source: source(p.Source)}}
}

// standings are what a participant was in wg-tip, one after the other where its role changed.
func (f facts) standings(p participant) []workplan.NewMembership {
	if changed := f.changedStandings(p); changed != nil {
		return changed
	}
	note := undated
	switch p.Role {
	case "support":
		note = sentences("Supports the body; entered as a guest", note)
	case "speaker":
		note = sentences("Took part as a speaker; entered as a guest", note)
	}
	return []workplan.NewMembership{{Member: p.code(), MembershipContent: workplan.MembershipContent{
		Role: membershipRoles[p.Role], FromDate: p.Since, Note: sentences(note, source(p.Note), f.agenciesOf(p)), Source: source(p.Source)}}}
}

// changedStandings dates the standings of a participant whose role is known to have changed: each from the first day on which it was seen
// to the end of the year before the next one began. Nil where no change is recorded.
func (f facts) changedStandings(p participant) []workplan.NewMembership {
	var runs [][]roleChange
	for _, c := range f.RoleChanges {
		switch n := len(runs); {
		case c.Participant != p.ShortName:
		case n > 0 && runs[n-1][0].Role == c.Role:
			runs[n-1] = append(runs[n-1], c)
		default:
			runs = append(runs, []roleChange{c})
		}
	}
	var standings []workplan.NewMembership
	for n, run := range runs {
		var seen, from []string
		for _, c := range run {
			seen, from = append(seen, string(c.At)), append(from, c.Source)
		}
		in := workplan.MembershipContent{Role: run[0].Role, FromDate: run[0].Since, Source: sources(from...)}
		if in.FromDate == "" {
			in.FromDate = run[0].At
			in.Note = sentences(fmt.Sprintf("Seen as %s at the meetings of %s; when this began is not recorded", in.Role, strings.Join(seen, " and ")))
		}
		if n+1 < len(runs) {
			year := runs[n+1][0].Since
			in.ToDate = yearBefore(year)
			in.Note = sentences(in.Note, "The exact day of the change in "+string(year)+" is not recorded")
		} else {
			in.Note = sentences(in.Note, source(p.Note))
		}
		standings = append(standings, workplan.NewMembership{Member: p.code(), MembershipContent: in})
	}
	return standings
}

// yearBefore is the year before the one in which a date lies.
func yearBefore(d workplan.PartialDate) workplan.PartialDate {
	year, _ := strconv.Atoi(string(d.First())[:4]) // the first day of a valid date
	return workplan.PartialDate(strconv.Itoa(year - 1))
}

// agenciesOf tells which agency acted for a co-chair, as far as it is recorded.
func (f facts) agenciesOf(p participant) string {
	var said []string
	for _, a := range f.Agencies {
		if a.Member == p.ShortName {
			said = append(said, fmt.Sprintf("on %s %s (%s)", a.At, a.Agency, source(a.Source)))
		}
	}
	return told("Agency of the co-chair: ", strings.Join(said, "; "))
}

// coChairsOf are the co-chairs of a body. Where the facts say as of when, that is the first date on which they are known to have been.
func (f facts) coChairsOf(b body) []workplan.NewMembership {
	note := undated
	if b.CoChairsAsOf != "" {
		note = "Co-chair as of " + b.CoChairsAsOf + "; when this began or ended is not recorded."
	}
	var chairs []workplan.NewMembership
	for _, short := range b.CoChairs {
		chairs = append(chairs, workplan.NewMembership{Member: f.memberCode(short), MembershipContent: workplan.MembershipContent{
			Role: workplan.MembershipCoChair, FromDate: workplan.PartialDate(b.CoChairsAsOf), Note: note, Source: source(b.Source)}})
	}
	return chairs
}
