package workplan

import (
	"slices"
	"strconv"
	"strings"
)

// ProposalOrigin says for whom a proposal was made.
type ProposalOrigin string

// A proposal of a member, made by its focal point or, marked, by the keepers of the body; of a reader, who speaks for nobody else; or of a meeting:
// an idea that was voiced there and recorded, whoever voiced it.
const (
	ProposedByMember  ProposalOrigin = "member"
	ProposedByReader  ProposalOrigin = "reader"
	ProposedAtMeeting ProposalOrigin = "meeting"
)

// ProposalOrigins lists the origins of a proposal.
var ProposalOrigins = []ProposalOrigin{ProposedByMember, ProposedByReader, ProposedAtMeeting}

// Proposal is an item proposed for the next plan of a body. Numbers run across all bodies. InWindow is the one in which it was made, 0 for none.
type Proposal struct {
	Stamp
	Number int
	Body   string
	ProposalMaking
	ProposalContent
}

// ProposalMaking is how a proposal came about; it never changes. ProposedBy is the member for which it was made, "" where it is of none; EnteredBy the
// user who sent it; OnBehalf marks that a keeper of the body sent it for the member. ProposedOn is the day on which it was made or voiced, Meeting
// where. ForPlan is the plan for which it was meant, where no window says so. AlthoughSimilarTo names what the sender knew to be alike.
type ProposalMaking struct {
	Origin            ProposalOrigin
	ProposedBy        string
	OnBehalf          bool
	EnteredBy         string
	ProposedOn        Date
	Meeting           string
	InWindow          int
	ForPlan           string
	AlthoughSimilarTo List
}

// ProposalContent is what the proposer may edit until it is decided. Objective is the number of the objective under which it would stand, 0 where
// none is named, ObjectiveNote what is said of it in words. ProposedLead holds member codes.
type ProposalContent struct {
	Title          string
	Need           string
	ExpectedOutput string
	Objective      int
	ObjectiveNote  string
	ProposedLead   List
	Topics         List
	StrategyAreas  List
	Urgency        string
	DateNeeded     PartialDate
	Audience       Audience
	Source         string
}

// ProposalRecord is what the content log replays.
type ProposalRecord struct {
	ProposalMaking
	ProposalContent
}

// Record is the proposal as logged.
func (p Proposal) Record() ProposalRecord { return ProposalRecord{p.ProposalMaking, p.ProposalContent} }

// NewProposal is a proposal to be made. ProposedBy names the member for which it is made, where the sender could speak for several or for none.
// Meeting, ForPlan and an earlier ProposedOn are for the keepers of the body.
type NewProposal struct {
	Body              string
	ProposedBy        string
	Meeting           string
	ForPlan           string
	ProposedOn        Date
	AlthoughSimilarTo List
	ProposalContent
}

const (
	maxAreas   = 20
	maxSimilar = 50
)

// Faults lists the broken rules of a new proposal made today.
func (p NewProposal) Faults(today Date) Faults {
	var f Faults
	f.code("/body", p.Body)
	for _, c := range []struct{ pointer, code string }{{"/proposed_by", p.ProposedBy}, {"/meeting", p.Meeting}, {"/plan", p.ForPlan}} {
		if c.code != "" {
			f.code(c.pointer, c.code)
		}
	}
	if f.date("/proposed_on", p.ProposedOn); p.ProposedOn > today {
		f.Add("/proposed_on", "in_future", "%s lies in the future; today is %s", p.ProposedOn, today)
	}
	if len(p.AlthoughSimilarTo) > maxSimilar {
		f.Add("/although_similar_to", "too_many", "has %d entries; at most %d are allowed", len(p.AlthoughSimilarTo), maxSimilar)
	}
	for n, name := range p.AlthoughSimilarTo {
		if number, item := ParseSimilarName(name); number == 0 && item == "" {
			f.Add("/although_similar_to/"+itoa(n), "bad_reference", "must be the number of a proposal such as 12, or name an item as plan/ref")
		} else if slices.Contains(p.AlthoughSimilarTo[:n], name) {
			f.Add("/although_similar_to/"+itoa(n), "duplicate", "%q is given twice", name)
		}
	}
	return append(f, p.ProposalContent.Faults()...)
}

// ParseSimilarName reads the name of what may be similar: the number of a proposal, or the name of an item; zero values where it is neither.
func ParseSimilarName(name string) (number int, item string) {
	if plan, ref, cut := strings.Cut(name, "/"); cut {
		if codeForm.MatchString(plan) && refForm.MatchString(ref) {
			return 0, name
		}
		return 0, ""
	}
	n, err := strconv.ParseInt(name, 10, 32)
	if err != nil || n < 1 || strconv.Itoa(int(n)) != name {
		return 0, ""
	}
	return int(n), ""
}

// Faults lists the broken rules of a proposal's content.
func (p ProposalContent) Faults() Faults {
	var f Faults
	f.name("/title", p.Title, true)
	f.text("/need", p.Need)
	f.text("/expected_output", p.ExpectedOutput)
	if p.Objective < 0 || p.Objective > 999 {
		f.Add("/objective", "out_of_range", "must be the number of an objective, or null")
	}
	f.text("/objective_note", p.ObjectiveNote)
	f.codes("/proposed_lead", p.ProposedLead, maxLeads)
	f.words("/topics", p.Topics, maxTopics)
	f.words("/strategy_areas", p.StrategyAreas, maxAreas)
	f.text("/urgency", p.Urgency)
	f.partial("/date_needed", p.DateNeeded)
	oneOf(&f, "/audience", p.Audience, true, Audiences...)
	f.text("/source", p.Source)
	return f
}

// Keeping says how an actor makes or keeps a proposal.
type Keeping struct {
	Origin   ProposalOrigin
	Member   string
	OnBehalf bool
	Standing MembershipRole
}

// Proposes judges as whom the actor makes a proposal in the body: the keepers for a member or from a meeting, a focal point for its member, a reader
// for themselves. What is for the keepers alone, or names no member where one is needed, is a fault.
func (a Actor) Proposes(in NewProposal) (Keeping, Faults, error) {
	var f Faults
	object := Object{Body: in.Body}
	if in.ProposedBy != "" {
		object.Leads = List{in.ProposedBy}
	}
	if a.keeps(in.Body) {
		if err := a.MustHave(RightTo(ProposeItem).Scope); err != nil {
			return Keeping{}, nil, err
		}
		if in.ProposedBy == "" && in.Meeting == "" {
			f.Add("/proposed_by", "required", "name the member for which you propose, or in meeting the meeting at which the idea was voiced")
		}
		if in.ProposedBy == "" {
			return Keeping{Origin: ProposedAtMeeting}, f, nil
		}
		own := slices.Contains(a.MembersIn(in.Body), in.ProposedBy)
		if own && in.ProposedOn != "" && in.Meeting == "" {
			f.Add("/proposed_on", "not_allowed", "is for what is recorded for others; for a member for which you speak you propose today")
		}
		return Keeping{Origin: ProposedByMember, Member: in.ProposedBy, OnBehalf: !own}, f, nil
	}
	if err := a.Must(ProposeItem, object); err != nil {
		return Keeping{}, nil, err
	}
	for _, only := range []struct {
		pointer string
		given   bool
	}{{"/meeting", in.Meeting != ""}, {"/plan", in.ForPlan != ""}, {"/proposed_on", in.ProposedOn != ""}} {
		if only.given {
			f.Add(only.pointer, "not_allowed", "is for the secretariat and co-chairs, who record what was voiced at a meeting; leave it out")
		}
	}
	own := a.standingsIn(in.Body)
	switch {
	case in.ProposedBy != "" || len(own) == 1:
		k := Keeping{Origin: ProposedByMember, Member: in.ProposedBy}
		if k.Member == "" {
			k.Member = own[0].Member
		}
		for _, g := range own {
			if g.Member == k.Member {
				k.Standing = g.Standing[in.Body]
				return k, f, nil
			}
		}
		return k, nil, Refused("You are no focal point of %q with a standing in %s.", in.ProposedBy, in.Body)
	case len(own) > 1:
		f.Add("/proposed_by", "required", "you speak for several members; name the one for which you propose")
		return Keeping{}, f, nil
	}
	return Keeping{Origin: ProposedByReader}, append(f, in.unseenBy(ProposedByReader)...), nil
}

// unseenBy is the fault of a proposal for the chairs by a reader, who is none of them.
func (p ProposalContent) unseenBy(origin ProposalOrigin) (f Faults) {
	if origin == ProposedByReader && p.Audience == AudienceChairs {
		f.Add("/audience", "not_allowed", "a proposal that you make for no member is for members or public; you would not see it yourself")
	}
	return f
}

// keeps says whether the actor is secretariat or co-chair of a body.
func (a Actor) keeps(body string) bool {
	return a.Has(RoleSecretariat, body) || a.Has(RoleCoChair, body)
}

// Keeps refuses who did not make the proposal: it is edited and withdrawn by the focal points of its member, by the reader who made it, and, where
// they recorded it, by the keepers of the body.
func (a Actor) Keeps(p Proposal) error {
	if err := a.MustHave(RightTo(ProposeItem).Scope); err != nil {
		return err
	}
	recorded := p.Origin == ProposedAtMeeting || p.OnBehalf
	own := slices.ContainsFunc(a.standingsIn(p.Body), func(g Grant) bool { return g.Member == p.ProposedBy })
	switch {
	case recorded && a.keeps(p.Body), p.Origin == ProposedByMember && own:
		return nil
	case p.Origin == ProposedByReader && a.Username == p.EnteredBy && a.Has(RoleReader, p.Body):
		return nil
	case p.Origin == ProposedByMember && !recorded:
		return Refused("Proposal %d is %s's; only its focal points may change or withdraw it.", p.Number, p.ProposedBy)
	case p.Origin == ProposedByReader:
		return Refused("Proposal %d is of the person who made it; only they may change or withdraw it.", p.Number)
	default:
		return Refused("Proposal %d was recorded by the keepers of %s; only they and, where it names one, its member's focal points may change or withdraw it.", p.Number, p.Body)
	}
}
