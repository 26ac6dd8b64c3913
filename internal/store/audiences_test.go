package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

var (
	someBodies  = []string{"ex", "wg", "tf"}
	someMembers = []string{"aland", "bland", "cland", "dland"}
)

// someAudience draws an audience, "" (as wide as the parent) among them where it may.
func someAudience(t *rapid.T, orParents bool) workplan.Audience {
	audiences := workplan.Audiences
	if orParents {
		audiences = append([]workplan.Audience{""}, audiences...)
	}
	return rapid.SampledFrom(audiences).Draw(t, "audience")
}

func someOf(t *rapid.T, from []string, label string) []string {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(from), 0, len(from), rapid.ID[string]).Draw(t, label)
}

func someSight(t *rapid.T) workplan.Sight {
	sight := workplan.Sight{Public: rapid.Bool().Draw(t, "public"), Members: someOf(t, someBodies, "members of"),
		Chairs: someOf(t, someBodies, "chairs of"), Own: someOf(t, someMembers, "own")}
	for _, body := range someOf(t, someBodies, "own in") {
		sight.OwnIn = append(sight.OwnIn, workplan.OwnIn{Body: body, Member: rapid.SampledFrom(someMembers).Draw(t, "own member")})
	}
	return sight
}

// chain is a plan with its items and their updates, as the property below reads it.
type chain struct {
	body    string
	plan    string
	wide    workplan.Audience
	items   []workplan.ActionItem
	updates map[int64][]workplan.StatusUpdate
	outputs map[int64][]workplan.Audience
}

// someChains stores plans, items and updates with any mixture of bodies, audiences and roles; also such as the rules would refuse.
func someChains(t *rapid.T, tx *store.Tx, round int) []chain {
	var chains []chain
	for n := range rapid.IntRange(1, 3).Draw(t, "plans") {
		c := chain{body: rapid.SampledFrom(someBodies).Draw(t, "body"), plan: fmt.Sprintf("p-%d-%d", round, n), wide: someAudience(t, false),
			updates: map[int64][]workplan.StatusUpdate{}, outputs: map[int64][]workplan.Audience{}}
		must2(t, addPlan(tx, c.body, c.plan, c.wide))
		for k := range rapid.IntRange(0, 4).Draw(t, "items") {
			members := rapid.Permutation(someMembers).Draw(t, "members")
			i := item(c.plan, fmt.Sprintf("1.%d", k+1), workplan.ItemContent{Title: "x", Audience: someAudience(t, true),
				Leads: members[:rapid.IntRange(0, 1).Draw(t, "leads")], Supporting: members[1:rapid.IntRange(1, 2).Draw(t, "supporting")],
				Partners: members[2:rapid.IntRange(2, 3).Draw(t, "partners")]})
			i.Removed = rapid.IntRange(0, 4).Draw(t, "removed") == 0
			i, err := addItem(tx, i, nil)
			must2(t, err)
			c.items = append(c.items, i)
			for range 2 {
				audience := someAudience(t, true)
				must2(t, addOutputs(tx, i, audience))
				c.outputs[i.ID] = append(c.outputs[i.ID], audience)
			}
			for number := range rapid.IntRange(0, 2).Draw(t, "updates") {
				u := update(i, number+1, workplan.UpdateContent{Done: "x", Audience: someAudience(t, true)})
				must2(t, tx.AddUpdate(&u))
				c.updates[i.ID] = append(c.updates[i.ID], u)
			}
		}
		must2(t, addWaivers(tx, c))
		chains = append(chains, c)
	}
	return chains
}

// addWaivers adds, and withdraws, a waiver of a finding on the plan and then one on each item.
func addWaivers(tx *store.Tx, c chain) error {
	for n := range len(c.items) + 1 {
		w := workplan.Waiver{Plan: c.plan, MadeBy: "sec", RecordedAt: noon, WaiverContent: workplan.WaiverContent{Rule: "no-lead", Reason: "x", EffectiveOn: "2024-01-01"}}
		if n > 0 {
			w.Ref = c.items[n-1].Ref
		}
		if err := tx.AddWaiver(&w); err != nil {
			return err
		}
		if err := tx.AddWithdrawal(&workplan.Withdrawal{Plan: w.Plan, Number: w.Number, WithdrawnBy: "sec", RecordedAt: noon,
			WithdrawalContent: workplan.WithdrawalContent{Reason: "x", EffectiveOn: "2024-01-01"}}); err != nil {
			return err
		}
	}
	return nil
}

func must2(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryQueryReachesWhatTheSightSees(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(tx *store.Tx) error {
			for _, b := range someBodies {
				must(t, addBody(tx, b))
			}
			for _, m := range someMembers {
				if _, err := addMember(tx, m, m); err != nil {
					return err
				}
			}
			return nil
		})
		round := 0
		rapid.Check(t, func(t *rapid.T) {
			round++
			var chains []chain
			must2(t, s.InTx(ctx, func(tx *store.Tx) error { chains = someChains(t, tx, round); return nil }))
			for range 2 {
				reaches(t, s, chains, someSight(t))
			}
		})
	})
}

// reaches holds what the queries return for a sight against what [workplan.Sight.Sees] says of each value.
func reaches(t *rapid.T, s *store.Store, chains []chain, sight workplan.Sight) {
	tx := s.Read(ctx)
	visible, err := tx.VisibleUpdates(sight)
	must2(t, err)
	for _, c := range chains {
		var items, gotItems, waivers []string
		ofOwn := false
		for n, i := range c.items {
			sees := sight.Sees(c.body, i.Audience.Within(c.wide), &c.items[n].ItemContent)
			own := slices.ContainsFunc(sight.OwnIn, func(o workplan.OwnIn) bool { return o.Body == c.body && i.Own(o.Member) })
			ofOwn = ofOwn || own || slices.ContainsFunc(sight.Own, i.Own)
			if sees {
				items, waivers = append(items, i.Ref), append(waivers, fmt.Sprint(n+2))
			}
			if _, err := tx.Item(sight, c.plan, i.Ref); (err == nil) != sees {
				t.Fatalf("%+v: item %s is read: %v, seen: %v", sight, i.Name(), err, sees)
			}
			for _, u := range c.updates[i.ID] {
				want := sight.Sees(c.body, u.Audience.Within(i.Audience.Within(c.wide)), &c.items[n].ItemContent)
				_, err := tx.Update(sight, c.plan, i.Ref, u.Number)
				if (err == nil) != want || slices.Contains(visible, u.ID) != want {
					t.Fatalf("%+v: update %s (%q in %q in %q of %s) is read: %v, seen: %v", sight, u.Name(), u.Audience, i.Audience, c.wide, c.body, err, want)
				}
			}
		}
		rows, err := tx.ItemsOf(sight, c.plan)
		must2(t, err)
		for _, i := range rows {
			gotItems = append(gotItems, i.Ref)
		}
		if diff := cmp.Diff(items, gotItems); diff != "" {
			t.Fatalf("%+v: items of a plan %q of %s: seen (-), listed (+):\n%s", sight, c.wide, c.body, diff)
		}
		want := sight.Sees(c.body, c.wide, nil) || ofOwn
		if _, err := tx.Plan(sight, c.plan); (err == nil) != want {
			t.Fatalf("%+v: plan %q of %s is read: %v, seen: %v", sight, c.wide, c.body, err, want)
		}
		if want {
			waivers = append([]string{"1"}, waivers...)
		}
		reachesWaivers(t, tx, sight, c, waivers)
		reachesOutputs(t, tx, sight, c)
	}
}

func reachesWaivers(t *rapid.T, tx *store.Tx, sight workplan.Sight, c chain, want []string) {
	var got, withdrawn []string
	waivers, err := tx.WaiversOf(sight, c.plan)
	must2(t, err)
	withdrawals, err := tx.WithdrawalsOf(sight, c.plan)
	must2(t, err)
	for _, w := range waivers {
		got = append(got, fmt.Sprint(w.Number))
	}
	for _, w := range withdrawals {
		withdrawn = append(withdrawn, fmt.Sprint(w.Number))
	}
	if diff := cmp.Diff([][]string{want, want}, [][]string{got, withdrawn}); diff != "" {
		t.Fatalf("%+v: waivers of a plan %q of %s, and their withdrawals: seen (-), listed (+):\n%s", sight, c.wide, c.body, diff)
	}
}

// addOutputs adds a deliverable with a stage and an opening for an audience to an item, and an offer of bland that was declined.
func addOutputs(tx *store.Tx, i workplan.ActionItem, audience workplan.Audience) error {
	d := workplan.Deliverable{Stamp: stamp(noon), Plan: i.Plan, Ref: i.Ref, ListedBy: "sec", ListedOn: "2024-01-01",
		DeliverableContent: workplan.DeliverableContent{Title: "x", Kind: workplan.KindGuide, Audience: audience}}
	if err := tx.AddDeliverable(&d); err != nil {
		return err
	}
	if err := tx.AddStage(&workplan.StageEntry{Plan: i.Plan, Ref: i.Ref, Deliverable: d.Number, RecordedBy: "sec", RecordedAt: noon,
		StageContent: workplan.StageContent{Stage: workplan.StagePublished, ReachedOn: "2024-01", EffectiveOn: "2024-01-31"}}); err != nil {
		return err
	}
	o := workplan.Opening{Stamp: stamp(noon), Plan: i.Plan, Ref: i.Ref, SoughtBy: "sec", OpenedOn: "2024-01-01",
		OpeningContent: workplan.OpeningContent{Kind: workplan.OpeningHost, Sought: "x", Audience: audience}}
	if err := tx.AddOpening(&o); err != nil {
		return err
	}
	f := workplan.Offer{Plan: i.Plan, Ref: i.Ref, Opening: o.Number, Member: "bland", MadeBy: "sec", RecordedAt: noon, OfferContent: workplan.OfferContent{Offered: "x", EffectiveOn: "2024-01-01"}}
	if err := tx.AddOffer(&f); err != nil {
		return err
	}
	return tx.AddOutcome(&workplan.OfferOutcome{Plan: i.Plan, Ref: i.Ref, Opening: o.Number, Member: "bland", Offer: f.Number, SettledBy: "sec", RecordedAt: noon,
		OutcomeContent: workplan.OutcomeContent{State: workplan.OfferDeclined, EffectiveOn: "2024-01-01"}})
}

// reachesOutputs holds the deliverables, stages, openings, offers and outcomes that the queries return against what the sight sees of each item. An
// offer is for the item's own members, for the chairs, and for the member that made it, bland.
func reachesOutputs(t *rapid.T, tx *store.Tx, sight workplan.Sight, c chain) {
	of := store.RecordFilter{Plan: workplan.List{c.plan}}
	var outputs, offers []string
	var names []string
	told := map[string]bool{}
	for n, i := range c.items {
		names = append(names, i.Name())
		own := slices.Contains(sight.Chairs, c.body) || slices.ContainsFunc(sight.Own, i.Own) ||
			slices.ContainsFunc(sight.OwnIn, func(o workplan.OwnIn) bool { return o.Body == c.body && i.Own(o.Member) })
		made := slices.Contains(sight.Own, "bland") || slices.Contains(sight.OwnIn, workplan.OwnIn{Body: c.body, Member: "bland"})
		if own {
			told[i.Name()] = true
		}
		for number, audience := range c.outputs[i.ID] {
			if !sight.Sees(c.body, audience.Within(i.Audience.Within(c.wide)), &c.items[n].ItemContent) {
				continue
			}
			outputs = append(outputs, fmt.Sprintf("%s/%d", i.Ref, number+1))
			if own || made {
				offers = append(offers, fmt.Sprintf("%s/%d", i.Ref, number+1))
			}
		}
	}
	var got [5][]string
	add := func(list int, ref string, number int) {
		got[list] = append(got[list], fmt.Sprintf("%s/%d", ref, number))
	}
	deliverables, err := tx.DeliverablesOf(sight, of)
	must2(t, err)
	for _, d := range deliverables {
		add(0, d.Ref, d.Number)
	}
	stages, err := tx.StagesOf(sight, of)
	must2(t, err)
	for _, e := range stages {
		add(1, e.Ref, e.Deliverable)
	}
	openings, err := tx.OpeningsOf(sight, of)
	must2(t, err)
	for _, o := range openings {
		add(2, o.Ref, o.Number)
	}
	made, err := tx.OffersOf(sight, of)
	must2(t, err)
	for _, o := range made {
		add(3, o.Ref, o.Opening)
	}
	outcomes, err := tx.OutcomesOf(sight, of)
	must2(t, err)
	for _, o := range outcomes {
		add(4, o.Ref, o.Opening)
	}
	if diff := cmp.Diff([5][]string{outputs, outputs, outputs, offers, offers}, got); diff != "" {
		t.Fatalf("%+v: outputs of a plan %q of %s: seen (-), listed (+):\n%s", sight, c.wide, c.body, diff)
	}
	by, err := tx.OffersToldOf(sight, names)
	must2(t, err)
	if diff := cmp.Diff(told, by); diff != "" {
		t.Fatalf("%+v: on items of %s told of all offers (-), by the query (+):\n%s", sight, c.body, diff)
	}
}
