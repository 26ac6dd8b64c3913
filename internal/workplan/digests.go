package workplan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Digest is what a mail about a round tells its reader: in a digest what the members for which they answer still owe, in an escalation which leads have
// not answered, and who their focal points are. Link is the address of the service, "" where it is not known: then the mail has no links.
type Digest struct {
	Kind    MailKind
	To      string
	Body    string
	Meeting string
	Round   ReportingRound
	Today   Date
	Members []OwedBy
	Link    string
}

// OwedBy is what one member owes. People are its focal points, told only to the secretariat.
type OwedBy struct {
	Name   string
	Items  []ActionItem
	People []string
}

// NewDigest makes a digest of the outstanding returns of some members, all where none are named. Names gives members their names.
func NewDigest(d Digest, outstanding []Return, members List, names map[string]string, people map[string][]string) Digest {
	byMember := map[string]*OwedBy{}
	var order []string
	for _, r := range outstanding {
		if len(members) > 0 && !members.Has(r.Lead) {
			continue
		}
		if byMember[r.Lead] == nil {
			byMember[r.Lead] = &OwedBy{Name: cmp.Or(names[r.Lead], r.Lead), People: people[r.Lead]}
			order = append(order, r.Lead)
		}
		byMember[r.Lead].Items = append(byMember[r.Lead].Items, r.Item)
	}
	slices.SortFunc(order, func(a, b string) int {
		return cmp.Or(cmp.Compare(byMember[a].Name, byMember[b].Name), cmp.Compare(a, b))
	})
	for _, code := range order {
		d.Members = append(d.Members, *byMember[code])
	}
	return d
}

// Owed is the number of returns of which the digest tells.
func (d Digest) Owed() int {
	n := 0
	for _, m := range d.Members {
		n += len(m.Items)
	}
	return n
}

func reportsOf(n int) string {
	if n == 1 {
		return "1 report"
	}
	return fmt.Sprintf("%d reports", n)
}

// Subject is the subject of the mail, one line.
func (d Digest) Subject() string {
	n, due := d.Owed(), d.Round.Due
	if d.Kind == MailEscalation {
		return fmt.Sprintf("%s: %s missing that were due on %s", d.Body, reportsOf(n), due.InWords())
	}
	if d.Today > due {
		return fmt.Sprintf("%s: %s overdue since %s", d.Body, reportsOf(n), due.InWords())
	}
	return fmt.Sprintf("%s: %s due by %s", d.Body, reportsOf(n), due.InWords())
}

// Opening is the first paragraph: what is asked for, and by when.
func (d Digest) Opening() string {
	what := d.Body
	if d.Meeting != "" {
		what += " for " + d.Meeting
	}
	due, closes := d.Round.Due, d.Round.Closes
	switch {
	case d.Kind == MailEscalation && d.Round.State(d.Today).Running():
		return fmt.Sprintf("The reports to %s were due on %s. The round closes on %s. These have not come in:", what, due.InWords(), closes.InWords())
	case d.Kind == MailEscalation:
		return fmt.Sprintf("The reports to %s were due on %s, and the round is over. These have not come in:", what, due.InWords())
	case d.Today > due:
		return fmt.Sprintf("The reports to %s were due on %s. Those that you send until %s are still taken, and marked late. You have not yet reported on:", what, due.InWords(), closes.InWords())
	case d.Today == due:
		return fmt.Sprintf("The reports to %s are due today, %s. You have not yet reported on:", what, due.InWords())
	default:
		return fmt.Sprintf("The reports to %s are due by %s. You have not yet reported on:", what, due.InWords())
	}
}

// Closing is the last paragraph: what to do, and why the mail came.
func (d Digest) Closing() string {
	if d.Kind == MailEscalation {
		return "You can remind the leads again, report on their behalf, or move the day on which the returns are due."
	}
	return "An update takes two minutes: what is done, what is still planned, where others can join in. Where there is nothing to report, send a nil return: it is not silence."
}

// Why says why the mail came and how to have no more of them.
func (d Digest) Why() string {
	if d.Kind == MailEscalation {
		return fmt.Sprintf("You get this list once for reporting round %d, as one of those who keep %s.", d.Round.Number, d.Body)
	}
	return fmt.Sprintf("You get this for reporting round %d, as a focal point of the members named above. To have no digests, say so on your account page, or ask the secretariat.",
		d.Round.Number)
}

// About tells in a line what a reader needs to know of an item that is to be reported on.
func (d Digest) About(i ActionItem) string {
	var facts []string
	if due := i.Due.InWords(); due != "" {
		facts = append(facts, "due "+due)
		if over := i.Overdue(d.Today); over > 0 {
			facts[0] = "overdue since " + due
		}
	}
	if i.LastReportedOn == "" {
		facts = append(facts, "never reported on")
	} else {
		facts = append(facts, "last reported on "+i.LastReportedOn.InWords())
	}
	return strings.Join(facts, "; ")
}

// Address is where an item is reported on, "" where the address of the service is not known.
func (d Digest) Address(i ActionItem) string {
	if d.Link == "" {
		return ""
	}
	return fmt.Sprintf("%s/plans/%s/items/%s/report", d.Link, i.Plan, i.Ref)
}

// Text is the mail as plain text.
func (d Digest) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Dear %s,\n\n%s\n", d.To, d.Opening())
	for _, m := range d.Members {
		fmt.Fprintf(&b, "\n%s\n", m.Name)
		if d.Kind == MailEscalation {
			fmt.Fprintf(&b, "  %s\n", m.Whom())
		}
		for _, i := range m.Items {
			fmt.Fprintf(&b, "  - %s %s: %s (%s)\n", i.Plan, i.Ref, i.Title, d.About(i))
			if at := d.Address(i); at != "" {
				fmt.Fprintf(&b, "    %s\n", at)
			}
		}
	}
	if note := strings.TrimSpace(d.Round.Note); note != "" && d.Kind == MailDigest {
		fmt.Fprintf(&b, "\nFrom the secretariat: %s\n", note)
	}
	fmt.Fprintf(&b, "\n%s\n\n-- \n%s\n", d.Closing(), d.Why())
	return b.String()
}

// Whom names the focal points of a member, or says that there are none.
func (m OwedBy) Whom() string {
	if len(m.People) == 0 {
		return "Nobody signs in for this member: give it a focal point, or ask it directly."
	}
	return "Focal points: " + strings.Join(m.People, ", ")
}
