package workplan

import (
	"slices"
	"strconv"
)

// ReportScope narrows a report: to what an audience may see, and to the items that any of the leads leads, under any of the objectives and with
// any of the topics. What is empty does not narrow.
type ReportScope struct {
	Audience   Audience
	Leads      List
	Objectives Numbers
	Topics     List
}

// Keeps says whether an item is within the scope. The audience is a matter of [Sight.Narrowed].
func (s ReportScope) Keeps(i ActionItem) bool {
	return overlap(s.Leads, i.Leads) && among(s.Objectives, i.Objective) && overlap(s.Topics, i.Topics)
}

// Whole says whether every item is within the scope.
func (s ReportScope) Whole() bool { return len(s.Leads)+len(s.Objectives)+len(s.Topics) == 0 }

// Faults lists what the scope names and the report's source does not have: a mistyped lead must not read as a lead without items.
func (s ReportScope) Faults(src ReportSource) Faults {
	var f Faults
	var leads, topics, objectives List
	for _, i := range src.Items {
		leads, topics = append(leads, i.Leads...), append(topics, i.Topics...)
	}
	for _, o := range src.Objectives {
		objectives = append(objectives, strconv.Itoa(o.Number))
	}
	var asked List
	for _, n := range s.Objectives {
		asked = append(asked, strconv.Itoa(n))
	}
	f.named("?lead", Say("lead"), s.Leads, leads)
	f.named("?objective", Say("objective"), asked, objectives)
	f.named("?topic", Say("topic"), s.Topics, topics)
	return f
}

// named checks that each word asked for is one that the report has.
func (f *Faults) named(pointer string, what Sentence, asked, has List) {
	has = slices.Compact(slices.Sorted(slices.Values(has)))
	for _, word := range asked {
		switch {
		case has.Has(word):
		case len(has) == 0:
			f.Add(pointer, "unknown", "this report has no %s at all", what)
		default:
			f.Add(pointer, "unknown", "this report has no %s %q; it has %s", what, word, Listed[string](has))
		}
	}
}

// Narrowed is the sight of one who sees no more than an audience does: for the chairs, all that s sees; for members, what is for the members of
// the bodies that s reads; for the public, what is public.
func (s Sight) Narrowed(to Audience) Sight {
	switch to {
	case AudiencePublic:
		return Sight{Public: s.Public}
	case AudienceMembers:
		members := slices.Sorted(slices.Values(slices.Concat(s.Members, s.Chairs)))
		return Sight{Public: s.Public, Members: slices.Compact(members)}
	default:
		return s
	}
}

// Widest is the narrowest audience that may see all that s may show of a body: what a report made for s is fit for.
func (s Sight) Widest(body string) Audience {
	switch {
	case slices.Contains(s.Chairs, body) || len(s.Own) > 0 || slices.ContainsFunc(s.OwnIn, func(o OwnIn) bool { return o.Body == body }):
		return AudienceChairs
	case slices.Contains(s.Members, body):
		return AudienceMembers
	default:
		return AudiencePublic
	}
}
