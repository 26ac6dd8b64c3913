package demo

import (
	"context"
	"slices"
	"testing"
	"time"

	"fwptracker/internal/auth"
	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

var today = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// loaded is a store with the demonstration in it, and someone who may read all of it.
type loaded struct {
	*tracker.Tracker
	auth        *auth.Authenticator
	facts       facts
	credentials Credentials
	reader      workplan.Actor
}

func load(t *testing.T, s *store.Store) loaded {
	t.Helper()
	ctx, now := context.Background(), func() time.Time { return today }
	begun := time.Now()
	c, err := Load(ctx, s, now, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("Load took %v", time.Since(begun))
	l := loaded{Tracker: tracker.New(s, tracker.Settings{Now: now}), credentials: c, reader: workplan.Actor{Username: demoKeeper}}
	l.auth = &auth.Authenticator{Store: s, Now: now, Today: l.Today}
	if l.facts, err = readFacts(factsFile); err != nil {
		t.Fatal(err)
	}
	for _, b := range append(l.facts.allBodies(), workplan.NewBody{Code: ExampleWG}) {
		l.reader.Grants = append(l.reader.Grants, workplan.Grant{Role: workplan.RoleCoChair, Body: b.Code})
	}
	return l
}

// TestTheDemonstration loads the demonstration once on each engine and holds it against what it promises.
func TestTheDemonstration(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := load(t, s)
		for name, check := range map[string]func(*testing.T, loaded){
			"records of meetings are there":                   recordsAreThere,
			"the records verify":                              recordsVerify,
			"each token gives the role it names":              tokensGiveTheirRoles,
			"recorded times spread over the years and rise":   recordedTimesRise,
			"the example shows every status, kind and health": exampleShowsEverything,
			"the example has what a visitor looks for":        exampleIsRich,
			"the example plan is amended":                     exampleIsAmended,
			"the example has reporting rounds":                exampleHasRounds,
			"the demo lead has open items":                    leadHasOpenItems,
			"nothing of the example reaches real members":     worldsApart,
			"the facts are all there":                         factsAreAllThere,
			"no text of the facts is lost":                    factsKeepTheirText,
			"real leads are those of the facts":               realLeadsAreStated,
			"ILO was an observer before it became a member":   iloChangedItsRole,
			"a member is found by any of its names":           membersAreFoundByAnyName,
			"the Ninth Annual Meeting reads right":            theNinthMeetingReadsRight,
			"the report on 2021-23 says what the sources say": reportOf2021,
			"what was proposed is told":                       proposalsAreTold,
			"the portfolio says what the reports say":         portfolioAgreesWithReports,
			"stages are those of the facts":                   stagesAreThoseOfTheFacts,
			"meetings of stages are named to some":            meetingsOfStagesAreNamedToThoseWhoMayKnow,
			"the Compendium is told of":                       theCompendiumIsTold,
			"the example brings outputs and seeks others":     exampleOutputsAreRich,
		} {
			t.Run(name, func(t *testing.T) { check(t, l) })
		}
	})
}

// TestLoadLeavesOutTheFuture: a clock in the middle of the story must not record what has not happened yet.
func TestLoadLeavesOutTheFuture(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, store.SQLite)
	now := func() time.Time { return time.Date(2025, 1, 2, 8, 0, 0, 0, time.UTC) }
	if _, err := Load(t.Context(), s, now, time.UTC); err != nil {
		t.Fatal(err)
	}
	l := loaded{Tracker: tracker.New(s, tracker.Settings{Now: now}), reader: workplan.Actor{Username: demoCoChair,
		Grants: []workplan.Grant{{Role: workplan.RoleCoChair, Body: ExampleWG}}}}
	updates := l.updatesOf(t, workplan.UpdateFilter{Body: list{ExampleWG}})
	if len(updates) < 50 {
		t.Errorf("only %d updates", len(updates))
	}
	for _, u := range updates {
		if u.RecordedAt.After(now()) {
			t.Errorf("update %s was recorded at %s", u.Name(), u.RecordedAt)
		}
	}
}

// TestLoadInAnyZone: the days of the story are days wherever the calendar is read.
func TestLoadInAnyZone(t *testing.T) {
	t.Parallel()
	for _, hours := range []int{-11, 14} {
		zone := time.FixedZone("", hours*60*60)
		if _, err := Load(t.Context(), storetest.Open(t, store.SQLite), func() time.Time { return today }, zone); err != nil {
			t.Errorf("%d hours from UTC: %v", hours, err)
		}
	}
}

func recordsVerify(t *testing.T, l loaded) {
	verdicts, err := l.VerifyAudit(t.Context())
	if err != nil || len(verdicts) != 10 {
		t.Fatalf("%d audit chains, %v", len(verdicts), err)
	}
	for _, v := range verdicts {
		if v.Fault != "" {
			t.Errorf("chain %s: %s", v.Chain, v.Fault)
		}
	}
	checked, faults, err := l.VerifyRecords(t.Context())
	if err != nil || checked == 0 || len(faults) > 0 {
		t.Errorf("%d standings checked: %v, %v", checked, faults, err)
	}
}

func tokensGiveTheirRoles(t *testing.T, l loaded) {
	wanted := map[string]workplan.Grant{
		"lead":        {Role: workplan.RoleFocalPoint, Body: ExampleWG, Member: delmara},
		"co_chair":    {Role: workplan.RoleCoChair, Body: ExampleWG},
		"secretariat": {Role: workplan.RoleSecretariat, Body: ExampleWG},
		"reader":      {Role: workplan.RoleReader, Body: ExampleWG},
		"observer":    {Role: workplan.RoleFocalPoint, Body: ExampleWG, Member: galvenia},
		"admin":       {Role: workplan.RoleAdmin},
	}
	for _, k := range l.credentials.Tokens {
		actor, err := l.auth.Bearer(t.Context(), k.Text)
		if err != nil {
			t.Errorf("token of %s: %v", k.Role, err)
			continue
		}
		want, known := wanted[k.Role]
		delete(wanted, k.Role)
		if !known || actor.Username != k.Username || k.Says == "" || !slices.ContainsFunc(actor.Grants, func(g workplan.Grant) bool {
			return g.Role == want.Role && g.Body == want.Body && g.Member == want.Member
		}) {
			t.Errorf("token %s of %s gives %+v", k.Role, k.Username, actor.Grants)
		}
		switch k.Role {
		case "lead":
			if actor.Grants[0].Agency == "" {
				t.Error("the lead's agency is not named")
			}
		case "observer":
			if actor.Grants[0].Standing[ExampleWG] != workplan.MembershipObserver {
				t.Errorf("the observer stands as %v", actor.Grants[0].Standing)
			}
		case "reader":
			if !actor.Has(workplan.RoleReader, "wg-tip") {
				t.Error("the reader does not read wg-tip")
			}
		}
	}
	if len(wanted) > 0 {
		t.Errorf("no token for %v", wanted)
	}
}

// recordedTimesRise: within a body, what has a higher audit number was recorded later, from 2021 to within the last weeks.
func recordedTimesRise(t *testing.T, l loaded) {
	list, err := l.ListAudit(t.Context(), l.reader, workplan.AuditFilter{Chain: workplan.List{ExampleWG}},
		workplan.Page{Limit: 1000, Sort: []workplan.Sort{{Word: "recorded"}}})
	if err != nil || len(list.Rows) < 100 {
		t.Fatalf("%d audit entries, %v", len(list.Rows), err)
	}
	for n, e := range list.Rows[1:] {
		if before := list.Rows[n]; e.Seq != before.Seq+1 || !e.RecordedAt.After(before.RecordedAt) && e.RecordedAt != before.RecordedAt {
			t.Errorf("entry %d of %s follows entry %d of %s", e.Seq, e.RecordedAt, before.Seq, before.RecordedAt)
		}
	}
	first, last := list.Rows[0].RecordedAt, list.Rows[len(list.Rows)-1].RecordedAt
	if first.Year() != 2021 || today.Sub(last) > 21*24*time.Hour || !last.Before(today) {
		t.Errorf("recorded from %s to %s", first, last)
	}
}
