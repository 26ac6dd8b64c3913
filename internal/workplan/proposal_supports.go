package workplan

import (
	"fmt"
	"slices"
	"time"
)

// Support is that of a member for another's proposal: append-only, numbered within the proposal. OnBehalf marks that the secretariat entered it for
// the member.
type Support struct {
	ID          int64
	Proposal    int
	Number      int
	Member      string
	OnBehalf    bool
	SupportedBy string
	RecordedAt  time.Time
	SupportContent
}

// SupportContent is what a support says, from EffectiveOn on.
type SupportContent struct {
	Text        string
	EffectiveOn Date
}

// SupportWithdrawal ends a support from EffectiveOn on. Number is the support's.
type SupportWithdrawal struct {
	ID          int64
	Proposal    int
	Number      int
	WithdrawnBy string
	RecordedAt  time.Time
	SupportContent
}

// Name is the support's natural key, such as "12/1".
func (s Support) Name() string { return fmt.Sprintf("%d/%d", s.Proposal, s.Number) }

// NewSupport gives or withdraws support. Member names the supporter where the sender could speak for several.
type NewSupport struct {
	Member string
	SupportContent
}

// Faults lists the broken rules of support given or withdrawn today.
func (s NewSupport) Faults(p Proposal, today Date) Faults {
	var f Faults
	if s.Member != "" {
		f.code("/member", s.Member)
	}
	f.text("/text", s.Text)
	f.effective(s.EffectiveOn, today)
	if s.EffectiveOn != "" && s.EffectiveOn < p.ProposedOn {
		f.Add("/effective_on", "out_of_order", "%s lies before the proposal was made, %s", s.EffectiveOn, p.ProposedOn)
	}
	return f
}

// Supports judges for which member the actor supports a proposal, and whether on its behalf. A member does not support its own.
func (a Actor) Supports(p Proposal, in NewSupport) (member string, onBehalf bool, f Faults, err error) {
	object := Object{Body: p.Body}
	if in.Member != "" {
		object.Leads = List{in.Member}
	}
	if err := a.Must(SupportProposal, object); err != nil {
		return "", false, nil, err
	}
	own, member := a.standingsIn(p.Body), in.Member
	switch {
	case member == "" && len(own) == 1:
		member = own[0].Member
	case member == "":
		f.Add("/member", "required", "name the member for which you speak")
	}
	onBehalf = !slices.ContainsFunc(own, func(g Grant) bool { return g.Member == member })
	if member != "" && member == p.ProposedBy {
		f.Add("/member", "own_proposal", "%s made this proposal; its support is for others to give", member)
	}
	return member, onBehalf, f, nil
}
