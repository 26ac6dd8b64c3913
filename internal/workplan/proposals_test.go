package workplan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// proposalMoves is what can be done about a proposal, by hand: state and act, and the state that follows; all else is refused.
const proposalMoves = `
open accept accepted
open merge merged
open defer deferred
open decline declined
open move open
open withdraw withdrawn
deferred accept accepted
deferred merge merged
deferred defer deferred
deferred decline declined
deferred move open
deferred withdraw withdrawn
declined reopen open
accepted release open
merged release open
`

func TestEveryMoveOfAProposal(t *testing.T) {
	allowed := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(proposalMoves), "\n") {
		words := strings.Fields(line)
		allowed[words[0]+" "+words[1]] = words[2]
	}
	for _, state := range ProposalStates {
		p := ProposalReading{Proposal: Proposal{Number: 4}, State: state}
		for _, act := range ProposalActs {
			want, may := allowed[string(state)+" "+string(act)]
			err := p.Allows(act)
			if (err == nil) != may || may && string(ProposalMoves[state][act]) != want {
				t.Errorf("%s %s: %v, want %q", state, act, err, want)
			}
			if err != nil && (KindOf(err) != Conflict || !strings.Contains(err.Error(), p.whatNext().Text)) {
				t.Errorf("%s %s is refused with %v", state, act, err)
			}
		}
		if err := p.Editable(); (err == nil) != (state == ProposalOpen) {
			t.Errorf("editing one that is %s: %v", state, err)
		}
	}
}

func made(number int, on Date, change ...func(*Proposal)) Proposal {
	p := Proposal{Number: number, Body: "wg", ProposalMaking: ProposalMaking{ProposedOn: on, InWindow: 1, Origin: ProposedByMember, ProposedBy: "aus"},
		ProposalContent: ProposalContent{Title: fmt.Sprintf("Proposal %d", number), Audience: AudienceMembers}}
	for _, c := range change {
		c(&p)
	}
	return p
}

func decidedThen(of, number int, act ProposalAct, on Date, recorded int, change ...func(*ProposalDecision)) ProposalDecision {
	d := ProposalDecision{Proposal: of, Number: number, RecordedAt: testMoment(recorded), ProposalDecisionContent: ProposalDecisionContent{Act: act, Reason: "agreed", EffectiveOn: on}}
	for _, c := range change {
		c(&d)
	}
	return d
}

func TestProposalsAreReplayed(t *testing.T) {
	into := func(n int) func(*ProposalDecision) { return func(d *ProposalDecision) { d.IntoProposal = n } }
	item := func(d *ProposalDecision) { d.Plan, d.Ref = "p-2", "1.1" }
	src := ProposalSource{
		Proposals: []Proposal{made(1, "2024-02-01"), made(2, "2024-02-01"), made(3, "2024-03-01"), made(4, "2024-02-10")},
		Decisions: []ProposalDecision{
			decidedThen(1, 1, ActMerge, "2024-04-01", 5, into(2)), decidedThen(2, 1, ActMerge, "2024-04-02", 6, into(3)), decidedThen(3, 2, ActAccept, "2024-05-01", 8, item),
			decidedThen(3, 1, ActDefer, "2024-04-03", 7), decidedThen(4, 1, ActDefer, "2024-04-01", 9), decidedThen(4, 2, ActMove, "2024-04-20", 10, func(d *ProposalDecision) { d.InWindow = 2 }),
		},
		Supports:    []Support{{Proposal: 4, Number: 2, Member: "idn", RecordedAt: testMoment(2), SupportContent: SupportContent{EffectiveOn: "2024-02-20"}}, {Proposal: 4, Number: 1, Member: "mys", RecordedAt: testMoment(1), SupportContent: SupportContent{EffectiveOn: "2024-02-11"}}},
		Withdrawals: []SupportWithdrawal{{Proposal: 4, Number: 1, RecordedAt: testMoment(12), SupportContent: SupportContent{EffectiveOn: "2024-03-10"}}},
	}
	for name, c := range map[string]struct {
		view View
		want string
	}{
		"now":                          {View{AsOf: testToday, Current: true}, "1 merged>3 accepted p-2/1.1 w1; 2 merged>3 accepted p-2/1.1 w1; 3 accepted>3 accepted p-2/1.1 w1; 4 open>4 open w2 +idn"},
		"before the acceptance":        {View{AsOf: "2024-04-30"}, "1 merged>3 deferred w1; 2 merged>3 deferred w1; 3 deferred>3 deferred w1; 4 open>4 open w2 +idn"},
		"between the mergers":          {View{AsOf: "2024-04-01"}, "1 merged>2 open w1; 2 open>2 open w1; 3 open>3 open w1; 4 deferred>4 deferred w1 +idn"},
		"as was known":                 {View{AsOf: testToday, KnownAt: testMoment(5)}, "1 merged>2 open w1; 2 open>2 open w1; 3 open>3 open w1; 4 open>4 open w1 +mys +idn"},
		"before a support was ended":   {View{AsOf: "2024-03-09"}, "1 open>1 open w1; 2 open>2 open w1; 3 open>3 open w1; 4 open>4 open w1 +mys +idn"},
		"before the third and support": {View{AsOf: "2024-02-10"}, "1 open>1 open w1; 2 open>2 open w1; 4 open>4 open w1"},
		"before any":                   {View{AsOf: "2024-01-31"}, ""},
	} {
		var told []string
		for _, p := range ReplayProposals(src, c.view) {
			text := fmt.Sprintf("%d %s>%d %s", p.Number, p.State, p.Ends.Proposal, p.Ends.State)
			if p.Ends.Item != "" {
				text += " " + p.Ends.Item
			}
			text += fmt.Sprintf(" w%d", p.InWindow)
			for _, m := range p.Supporting() {
				text += " +" + m
			}
			told = append(told, text)
		}
		if got := strings.Join(told, "; "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
	src.Proposals = src.Proposals[:1]
	if got := ReplayProposals(src, View{AsOf: testToday, Current: true})[0].Ends; got != (ProposalEnd{1, ProposalMerged, ""}) {
		t.Errorf("a chain of which the rest is hidden ends at %+v", got)
	}
}

// pointers are the pointers and codes of faults.
func pointers(f Faults) []string {
	var list []string
	for _, fault := range f {
		list = append(list, fault.Pointer+" "+fault.Code)
	}
	return list
}

func TestFaultsOfProposals(t *testing.T) {
	good := NewProposal{Body: "wg", ProposalContent: ProposalContent{Title: "A", Audience: AudienceMembers}}
	with := func(f func(*NewProposal)) NewProposal { p := good; f(&p); return p }
	for n, c := range []struct {
		in   NewProposal
		want []string
	}{
		{good, nil},
		{with(func(p *NewProposal) {
			p.AlthoughSimilarTo = List{"3", "p-1/2.1"}
			p.ProposedOn, p.Objective, p.DateNeeded = testToday, 3, "2027-Q2"
		}), nil},
		{NewProposal{}, []string{"/body required", "/title required", "/audience required"}},
		{with(func(p *NewProposal) { p.ProposedOn = "2099-01-01" }), []string{"/proposed_on in_future"}},
		{with(func(p *NewProposal) { p.AlthoughSimilarTo = List{"x", "0", "03", "p-1/0", "7", "7"} }), []string{"/although_similar_to/0 bad_reference", "/although_similar_to/1 bad_reference",
			"/although_similar_to/2 bad_reference", "/although_similar_to/3 bad_reference", "/although_similar_to/5 duplicate"}},
		{with(func(p *NewProposal) {
			p.ProposedBy, p.Meeting, p.ForPlan, p.ProposedLead, p.Objective, p.DateNeeded = "A B", "?", "-", List{"aus", "aus"}, 1000, "soon"
		}), []string{"/proposed_by bad_code", "/meeting bad_code", "/plan bad_code", "/objective out_of_range", "/proposed_lead/1 duplicate", "/date_needed not_a_date"}},
	} {
		if diff := cmp.Diff(c.want, pointers(c.in.Faults(testToday))); diff != "" {
			t.Errorf("%d:\n%s", n, diff)
		}
	}
}

func TestAsWhomAnActorProposes(t *testing.T) {
	of := func(change ...func(*NewProposal)) NewProposal {
		in := NewProposal{Body: "wg", ProposalContent: ProposalContent{Title: "A", Audience: AudienceMembers}}
		for _, c := range change {
			c(&in)
		}
		return in
	}
	by := func(member string) func(*NewProposal) { return func(p *NewProposal) { p.ProposedBy = member } }
	at := func(p *NewProposal) { p.Meeting = "wg-1" }
	quietly := func(p *NewProposal) { p.Audience = AudienceChairs }
	without := focalPoint("iom")
	without.Grants[0].Standing = nil
	for name, c := range map[string]struct {
		actor Actor
		in    NewProposal
		want  string
	}{
		"a reader":                              {inBody(RoleReader, "wg"), of(), "reader"},
		"a reader for the chairs":               {inBody(RoleReader, "wg"), of(quietly), "reader [/audience not_allowed]"},
		"a reader for a member":                 {inBody(RoleReader, "wg"), of(by("aus")), "forbidden"},
		"a reader from a meeting":               {inBody(RoleReader, "wg"), of(at), "reader [/meeting not_allowed]"},
		"a reader of another body":              {inBody(RoleReader, "other"), of(), "forbidden"},
		"a focal point":                         {focalPoint("iom"), of(), "member iom member"},
		"a focal point by name":                 {focalPoint("iom"), of(by("iom"), quietly), "member iom member"},
		"a focal point for another":             {focalPoint("iom"), of(by("aus")), "forbidden"},
		"a focal point of two":                  {focalPoint("iom", "aus"), of(), "[/proposed_by required]"},
		"a focal point of two, for one":         {focalPoint("iom", "aus"), of(by("aus")), "member aus member"},
		"a focal point without a standing":      {without, of(), "forbidden"},
		"the secretariat for a member":          {inBody(RoleSecretariat, "wg"), of(by("aus")), "member aus marked"},
		"the secretariat from a meeting":        {inBody(RoleSecretariat, "wg"), of(at), "meeting"},
		"the secretariat for nobody":            {inBody(RoleSecretariat, "wg"), of(), "meeting [/proposed_by required]"},
		"a co-chair for a member, at a meeting": {inBody(RoleCoChair, "wg"), of(by("aus"), at), "member aus marked"},
		"an admin":                              {Actor{Username: "root", Grants: []Grant{{Role: RoleAdmin}}}, of(), "forbidden"},
	} {
		k, f, err := c.actor.Proposes(c.in)
		got := ""
		switch {
		case KindOf(err) == Forbidden:
			got = "forbidden"
		case err != nil:
			t.Errorf("%s: %v", name, err)
		default:
			got = strings.TrimSpace(strings.Join([]string{string(k.Origin), k.Member, string(k.Standing)}, " "))
			if k.OnBehalf {
				got += " marked"
			}
			if len(f) > 0 {
				got = strings.TrimSpace(got + " " + fmt.Sprint(pointers(f)))
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhoKeepsAProposal(t *testing.T) {
	actors := map[string]Actor{"ours": focalPoint("aus"), "other": focalPoint("iom"), "reader": inBody(RoleReader, "wg"), "mine": inBody(RoleReader, "wg"), "sec": inBody(RoleSecretariat, "wg"),
		"chair": inBody(RoleCoChair, "wg"), "elsewhere": inBody(RoleSecretariat, "other")}
	mine := actors["mine"]
	mine.Username = "mine"
	actors["mine"] = mine
	for want, p := range map[string]Proposal{
		"ours":           made(1, "2024-01-01"),
		"chair ours sec": made(2, "2024-01-01", func(p *Proposal) { p.OnBehalf = true }),
		"chair sec":      made(3, "2024-01-01", func(p *Proposal) { p.Origin, p.ProposedBy = ProposedAtMeeting, "" }),
		"mine":           made(4, "2024-01-01", func(p *Proposal) { p.Origin, p.ProposedBy, p.EnteredBy = ProposedByReader, "", "mine" }),
	} {
		var may []string
		for name, a := range actors {
			if err := a.Keeps(p); err == nil {
				may = append(may, name)
			} else if KindOf(err) != Forbidden {
				t.Errorf("%s on %d: %v", name, p.Number, err)
			}
		}
		slices.Sort(may)
		if got := strings.Join(may, " "); got != want {
			t.Errorf("proposal %d is kept by %q, want %q", p.Number, got, want)
		}
	}
}

func TestWhatAnAcceptedProposalBecomes(t *testing.T) {
	p := made(7, "2024-01-01", func(p *Proposal) {
		p.Need, p.ExpectedOutput, p.Objective, p.ProposedLead, p.Topics, p.DateNeeded = "Because.", "A guide", 2, List{"aus"}, List{"training"}, "2026"
	})
	plan := WorkPlan{PlanContent: PlanContent{Audience: AudiencePublic}}
	got := Acceptance{}.ItemOf(p, plan)
	want := NewItem{ItemContent: ItemContent{Objective: 2, Title: "Proposal 7", Description: "Because.", ExpectedOutput: "A guide", Nature: NatureOneOff, Due: "2026", Leads: List{"aus"},
		Topics: List{"training"}, Audience: AudienceMembers, Origin: "Proposal 7"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("taken as it is:\n%s", diff)
	}
	changed := Acceptance{Item: NewItem{Ref: "3.1", ItemContent: ItemContent{Title: "Otherwise", Objective: 3, Leads: List{}, Nature: NatureContinuing, Audience: AudiencePublic}}}.ItemOf(p, plan)
	if changed.Title != "Otherwise" || changed.Objective != 3 || len(changed.Leads) != 0 || changed.Nature != NatureContinuing || changed.Ref != "3.1" {
		t.Errorf("what the acceptance says: %+v", changed)
	}
	if changed.Origin != "" {
		t.Errorf("an item for the public names a proposal for members: %q", changed.Origin)
	}
	plan.Audience = AudienceChairs
	if narrow := (Acceptance{}).ItemOf(p, plan); narrow.Audience != AudienceChairs || narrow.Origin != "Proposal 7" {
		t.Errorf("in a plan for fewer: %+v", narrow)
	}
}

// An edit does not hide a proposal from who made it, nor from who supports it.
func TestFaultsOfEditedProposals(t *testing.T) {
	chairs := ProposalContent{Title: "A", Audience: AudienceChairs}
	supported := ProposalReading{Proposal: made(1, "2024-01-01"), Supports: []SupportReading{{Support: Support{Member: "iom"}}}}
	ended := ProposalReading{Proposal: made(1, "2024-01-01"), Supports: []SupportReading{{Support: Support{Member: "iom"}, Withdrawal: &SupportWithdrawal{}}}}
	quiet := supported
	quiet.Audience = AudienceChairs
	for name, c := range map[string]struct {
		p     ProposalReading
		after ProposalContent
		want  []string
	}{
		"of a member":          {ended, chairs, nil},
		"supported":            {supported, chairs, []string{"/audience supported"}},
		"supported, for all":   {supported, ProposalContent{Title: "A", Audience: AudiencePublic}, nil},
		"for the chairs since": {quiet, chairs, nil},
		"of a reader":          {ProposalReading{Proposal: made(1, "2024-01-01", func(p *Proposal) { p.Origin = ProposedByReader })}, chairs, []string{"/audience not_allowed"}},
		"without a title":      {ended, ProposalContent{Audience: AudiencePublic}, []string{"/title required"}},
	} {
		if diff := cmp.Diff(c.want, pointers(c.p.EditFaults(c.after))); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestMergingIsRefused(t *testing.T) {
	from := made(1, "2024-01-01")
	for want, into := range map[string]ProposalReading{
		"":                     {Proposal: made(2, "2024-01-01"), State: ProposalOpen},
		"accepted":             {Proposal: made(3, "2024-01-01"), State: ProposalAccepted},
		"into itself":          {Proposal: from, State: ProposalOpen},
		"of one body":          {Proposal: made(4, "2024-01-01", func(p *Proposal) { p.Body = "other" }), State: ProposalOpen},
		"name proposal 9":      {Proposal: made(5, "2024-01-01"), State: ProposalMerged, Ends: ProposalEnd{Proposal: 9}},
		"name that in which":   {Proposal: made(6, "2024-01-01"), State: ProposalMerged, Ends: ProposalEnd{Proposal: 6}},
		"is declined":          {Proposal: made(7, "2024-01-01"), State: ProposalDeclined},
		"Proposal 8 is deferr": {Proposal: made(8, "2024-01-01"), State: ProposalDeferred},
	} {
		err := into.Mergeable(from)
		if may := want == "" || want == "accepted"; may != (err == nil) || err != nil && (KindOf(err) != Conflict || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v", want, err)
		}
	}
}
