package workplan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func seeking(change ...func(*Opening)) Opening {
	o := Opening{Plan: "p-1", Ref: "1.1", Number: 1, Lead: "iom", OpenedOn: "2024-02-01", OpeningContent: OpeningContent{Kind: OpeningHost, Sought: "A host."}}
	for _, c := range change {
		c(&o)
	}
	return o
}

func until(d PartialDate) func(*Opening) { return func(o *Opening) { o.Until = d } }

func closedAs(r ClosingReason) func(*Opening) {
	return func(o *Opening) { o.ClosedAs, o.ClosedOn = r, "2024-05-01" }
}

func TestWhenAnOpeningTakesOffers(t *testing.T) {
	for _, status := range Statuses {
		for _, plan := range PlanStatuses {
			for _, c := range []struct {
				o    Opening
				open OpeningPhase
			}{{seeking(), OpeningOpen}, {seeking(until("2024-06-30")), OpeningOpen}, {seeking(until("2024-06-29")), OpeningLapsed}, {seeking(until("2024-Q2")), OpeningOpen},
				{seeking(closedAs(ClosedFilled)), OpeningClosed}, {seeking(closedAs(ClosedWithdrawn), until("2024-01")), OpeningClosed}} {
				want := c.open
				if want != OpeningClosed && (plan != PlanEndorsed || !status.Open()) {
					want = OpeningEnded
				}
				r := ReadOpening(c.o, ItemMark{Status: status}, plan, View{AsOf: testToday})
				if r.Phase != want {
					t.Errorf("until %q, closed as %q, item %s, plan %s: %s, want %s", c.o.Until, c.o.ClosedAs, status, plan, r.Phase, want)
				}
				err := r.TakesOffers()
				if (err == nil) != (want == OpeningOpen) || err != nil && slug(err) != "opening-not-open" {
					t.Errorf("%s: %v", want, err)
				}
			}
		}
	}
	if seeking().Closed() != nil || slug(seeking(closedAs(ClosedFilled)).Closed()) != "opening-not-open" {
		t.Error("what is closed, and only that, is no longer edited")
	}
}

func TestWhatAnOpeningMustSay(t *testing.T) {
	for name, c := range map[string]struct {
		in   NewOpening
		want []string
	}{
		"whole":           {NewOpening{OpenedOn: "2024-06-01", OpeningContent: OpeningContent{Kind: OpeningOther, Sought: "x", Until: "2024-06"}}, nil},
		"nothing":         {NewOpening{}, []string{"/kind required", "/sought required"}},
		"over":            {NewOpening{OpeningContent: OpeningContent{Kind: OpeningHost, Sought: "x", Until: "2024-05"}}, []string{"/until over"}},
		"not yet":         {NewOpening{OpenedOn: "2024-07-01", OpeningContent: seeking().OpeningContent}, []string{"/opened_on in_future"}},
		"before the plan": {NewOpening{OpenedOn: "2024-01-09", OpeningContent: seeking().OpeningContent}, []string{"/opened_on before_endorsement"}},
		"for more":        {NewOpening{OpeningContent: OpeningContent{Kind: OpeningHost, Sought: " ", Audience: AudiencePublic, Until: "soon"}}, []string{"/sought required", "/until not_a_date", "/audience wider_than_item"}},
	} {
		if got := faultCodes(c.in.Faults(endorsedPlan(), AudienceMembers, testToday)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := faultCodes(OpeningClosing{ClosedAs: "lost", ClosingNote: "\x00"}.Faults()); !slices.Equal(got, []string{"/closed_as not_allowed", "/closing_note bad_character"}) {
		t.Errorf("closing: %q", got)
	}
}

func TestFilteringOpenings(t *testing.T) {
	r := ReadOpening(seeking(until("2024-07")), ItemMark{Body: "wg", Status: StatusPlanned}, PlanEndorsed, View{AsOf: testToday})
	for name, c := range map[string]struct {
		f    OpeningFilter
		want bool
	}{
		"all": {OpeningFilter{}, true}, "of all": {OpeningFilter{Plan: List{"p-1"}, Body: List{"wg"}, Ref: "1.1", Lead: List{"iom"}, Kind: []OpeningKind{OpeningHost}, State: []OpeningPhase{OpeningOpen}}, true},
		"lapsed": {OpeningFilter{State: []OpeningPhase{OpeningLapsed}}, false}, "another lead": {OpeningFilter{Lead: List{"aus"}}, false},
		"ends before": {OpeningFilter{UntilBefore: "2024-08-01"}, true}, "ends later": {OpeningFilter{UntilBefore: "2024-07-31"}, false}, "another ref": {OpeningFilter{Ref: "1"}, false},
	} {
		if got := c.f.Keeps(r); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	r.Until = ""
	if (OpeningFilter{UntilBefore: "2199-01-01"}).Keeps(r) {
		t.Error("what has no end ends before no day")
	}
}

func offer(number int) Offer {
	return Offer{Plan: "p-1", Ref: "1.1", Opening: 1, Member: "mys", Number: number, RecordedAt: testMoment(number), OfferContent: OfferContent{Offered: "A hall.", EffectiveOn: "2024-03-01"}}
}

func became(number int, s OfferState, on Date) OfferOutcome {
	return OfferOutcome{Plan: "p-1", Ref: "1.1", Opening: 1, Member: "mys", Offer: 1, Number: number, RecordedAt: testMoment(10 + number), OutcomeContent: OutcomeContent{State: s, EffectiveOn: on}}
}

func TestAnOfferIsWhatBecameOfIt(t *testing.T) {
	outcomes := []OfferOutcome{became(2, OfferDeclined, "2024-04-01"), became(1, OfferAccepted, "2024-03-10")}
	for _, c := range []struct {
		asOf  Date
		known int
		want  string
	}{
		{"2024-02-29", 20, ""}, {"2024-03-01", 20, "1 pending, 2 pending"}, {"2024-03-10", 20, "1 accepted, 2 pending"}, {"2024-04-01", 20, "1 declined, 2 pending"},
		{"2024-04-01", 11, "1 accepted, 2 pending"}, {"2024-04-01", 1, "1 pending"},
	} {
		var got []string
		for _, r := range ReplayOffers([]Offer{offer(2), offer(1)}, outcomes, View{AsOf: c.asOf, KnownAt: testMoment(c.known)}) {
			got = append(got, fmt.Sprintf("%d %s", r.Number, r.State))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("as of %s, known at hour %d: %q, want %s", c.asOf, c.known, got, c.want)
		}
	}
	counts := CountOffers([]OfferReading{{State: OfferPending}, {State: OfferAccepted}, {State: OfferAccepted}, {State: OfferDeclined}, {State: OfferTakenBack}})
	if counts != (OfferCounts{1, 2, 1, 1}) {
		t.Errorf("counts: %+v", counts)
	}
}

// TestWhatAnOfferCanBecome is every cell: from the state on the left to that at the top.
func TestWhatAnOfferCanBecome(t *testing.T) {
	table := map[OfferState]string{OfferPending: "accepted declined taken_back", OfferAccepted: "declined taken_back", OfferDeclined: "accepted", OfferTakenBack: ""}
	for _, from := range OfferStates {
		r := OfferReading{Offer: offer(1), State: from}
		if from != OfferPending {
			r.Outcomes = []OfferOutcome{became(1, from, "2024-04-01")}
		}
		for _, to := range OfferStates[1:] {
			err := r.Become(to)
			if (err == nil) != slices.Contains(strings.Fields(table[from]), string(to)) || err != nil && slug(err) != "offer-settled" {
				t.Errorf("from %s to %s: %v", from, to, err)
			}
		}
		if stands := r.Standing() != nil; stands != (from == OfferPending || from == OfferAccepted) {
			t.Errorf("%s stands in the way of another: %v", from, stands)
		}
	}
}

func TestWhoOffersForWhom(t *testing.T) {
	guest := focalPoint("aus")
	guest.Grants[0].Standing["wg"] = MembershipGuest
	watcher := focalPoint("aus")
	watcher.Grants[0].Standing["wg"] = MembershipObserver
	desk := inBody(RoleSecretariat, "wg")
	for name, c := range map[string]struct {
		actor Actor
		named string
		want  string
	}{
		"a member":                      {focalPoint("mys"), "", "mys"},
		"an observer":                   {watcher, "", "aus"},
		"by name":                       {focalPoint("mys", "idn"), "idn", "idn"},
		"for which of two":              {focalPoint("mys", "idn"), "", "/member required"},
		"another's":                     {focalPoint("mys"), "idn", "/member not_yours"},
		"a lead":                        {focalPoint("iom"), "", "/member leads_item"},
		"a lead by name":                {desk, "iom", "/member leads_item"},
		"a lead that is another too":    {focalPoint("iom", "mys"), "", "mys"},
		"the secretariat":               {desk, "mys", "mys on behalf"},
		"the secretariat of nobody":     {desk, "", "/member required"},
		"the secretariat with a member": {holding(focalPoint("mys"), desk), "idn", "idn on behalf"},
		"its own":                       {holding(focalPoint("mys"), desk), "", "mys"},
	} {
		var f Faults
		member, onBehalf := c.actor.Offers(&f, "wg", ItemMark{Leads: List{"iom"}}, c.named)
		got := strings.Join(faultCodes(f), ", ")
		if got == "" {
			if got = member; onBehalf {
				got += " on behalf"
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	reader := focalPoint("mys")
	reader.Token, reader.Scopes = "t1", []Scope{ScopeRead}
	for name, c := range map[string]struct {
		actor Actor
		want  string
	}{
		"a member": {focalPoint("mys"), "[mys] of mys"}, "a lead": {focalPoint("iom"), "[]"}, "a lead that is another too": {focalPoint("iom", "mys"), "[mys] of mys"}, "a guest": {guest, "[]"},
		"an observer": {watcher, "[aus] of aus"}, "the secretariat": {desk, "[] on behalf of mys aus"}, "both": {holding(focalPoint("mys"), desk), "[mys] on behalf of mys aus"},
		"a co-chair": {inBody(RoleCoChair, "wg"), "[]"}, "a token that only reads": {reader, "[]"}, "another body's secretariat": {inBody(RoleSecretariat, "other"), "[]"},
	} {
		own, onBehalf := c.actor.OffersFor("wg", List{"iom"})
		got := fmt.Sprint(own)
		if onBehalf {
			got += " on behalf"
		}
		var of []string
		for _, m := range []string{"iom", "mys", "aus"} {
			if c.actor.MayOfferFor("wg", List{"iom"}, m) {
				of = append(of, m)
			}
		}
		if len(of) > 0 {
			got += " of " + strings.Join(of, " ")
		}
		if got != c.want || c.actor.MayOffer("wg", List{"iom"}) != (len(of) > 0) {
			t.Errorf("%s may offer for %s, want %s", name, got, c.want)
		}
	}
	for name, c := range map[string]struct {
		actor Actor
		want  [2]bool
	}{"its focal point": {focalPoint("mys"), [2]bool{true, false}}, "another": {focalPoint("idn"), [2]bool{}}, "the secretariat": {desk, [2]bool{true, true}}, "a token that only reads": {reader, [2]bool{}}} {
		if may, onBehalf := c.actor.TakesBackFor("wg", "mys"); [2]bool{may, onBehalf} != c.want {
			t.Errorf("%s takes back: %v, %v", name, may, onBehalf)
		}
	}
	if may := guest.May(OfferInvolvement, Object{Body: "wg"}); may.Allowed || len(guest.StandingIn("wg")) > 0 {
		t.Errorf("a guest may offer: %+v", may)
	}
	if desk.OnBehalf(OfferInvolvement, "other") || focalPoint("mys").OnBehalf(OfferInvolvement, "wg") || !desk.OnBehalf(OfferInvolvement, "wg") || desk.OnBehalf(WaiveFindings, "wg") {
		t.Error("on behalf of members acts the secretariat of the body alone")
	}
}

func TestOnWhichSideOfAnOfferOneStands(t *testing.T) {
	item := ItemMark{Body: "wg", Leads: List{"iom"}}
	for name, c := range map[string]struct {
		actor Actor
		want  string
	}{
		"the member": {focalPoint("mys"), "[made]"}, "the lead": {focalPoint("iom"), "[received]"}, "both": {focalPoint("iom", "mys"), "[made received]"},
		"the secretariat": {inBody(RoleSecretariat, "wg"), "[received]"}, "a co-chair": {inBody(RoleCoChair, "wg"), "[]"}, "another": {focalPoint("aus"), "[]"},
	} {
		if got := fmt.Sprint(c.actor.OfferSides(item, "mys")); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	f := OfferFilter{Side: []OfferSide{OffersMade}, State: []OfferState{OfferPending}, Body: List{"wg"}, Plan: List{"p-1"}}
	r := OfferReading{Offer: offer(1), Item: item, State: OfferPending}
	if !f.Keeps(r, OffersMade) || f.Keeps(r, OffersReceived) || (OfferFilter{State: []OfferState{OfferAccepted}}).Keeps(r, OffersMade) {
		t.Error("filtering offers")
	}
}

func TestWhatAnOfferAndItsAnswerMustSay(t *testing.T) {
	wantCodes(t, faultCodes(NewOffer{Member: "No Code", Offered: " ", Contact: "a\nb"}.Faults()), "/member bad_code", "/offered required", "/contact bad_character")
	wantCodes(t, faultCodes(NewOffer{Offered: "A hall.", Contact: "desk"}.Faults()))
	wantCodes(t, faultCodes(NewAnswer{Answer: OfferTakenBack, Note: "\x00"}.Faults()), "/answer not_allowed", "/note bad_character")
	wantCodes(t, faultCodes(NewAnswer{Answer: OfferDeclined}.Faults()))
	wantCodes(t, faultCodes(TakingBackFaults("\x00")), "/note bad_character")
}
