package web

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"fwptracker/internal/language"
)

// auditActions are the actions of the audit as people say them.
var auditActions = map[string]string{
	"accept proposal": "Proposal accepted", "adopt meeting": "Record of a meeting adopted", "amend item": "Item amended", "amend plan": "Plan amended", "amend objective": "Objective amended",
	"cancel reporting round": "Reporting round cancelled", "carry over item": "Item carried over", "close opening": "Opening closed", "close plan": "Plan closed", "close reporting round": "Reporting round closed",
	"correct meeting": "Record of a meeting corrected", "create body": "Body entered", "create deliverable": "Deliverable entered", "create item": "Item entered",
	"create meeting": "Meeting entered", "create member": "Member entered", "create membership": "Membership entered", "create objective": "Objective entered",
	"create opening": "Opening entered", "create plan": "Plan entered", "create proposal": "Proposal filed", "create proposal window": "Proposal window opened",
	"create reporting round": "Reporting round opened", "create role binding": "Role given", "create token": "Token made", "create user": "User entered",
	"decline proposal": "Proposal declined", "defer proposal": "Proposal deferred", "edit body": "Body edited", "edit deliverable": "Deliverable edited", "edit item": "Item edited",
	"edit meeting": "Meeting edited", "edit member": "Member edited", "edit membership": "Membership edited", "edit objective": "Objective edited", "edit opening": "Opening edited",
	"edit plan": "Plan edited", "edit proposal": "Proposal edited", "edit proposal window": "Proposal window changed", "edit reporting round": "Reporting round edited",
	"edit user": "User edited", "end role binding": "Role ended", "end sign-in link": "Sign-in link ended", "endorse plan": "Plan endorsed", "issue corrigendum": "Corrigendum issued",
	"issue edition": "Edition issued", "keep password": "Password changed", "end password": "Password taken off", "link identity": "Single sign-on joined", "make offer": "Offer made", "make sign-in link": "Sign-in link made",
	"merge proposal": "Proposal merged", "move proposal": "Proposal moved", "name successor": "Successor named", "post status update": "Status update posted",
	"record stage": "Stage recorded", "release proposal": "Proposal released", "remind leads": "Leads reminded", "reopen plan": "Plan reopened", "reopen proposal": "Proposal reopened",
	"revoke token": "Token revoked", "settle offer": "Offer answered", "sign in": "Signed in", "sign out": "Signed out", "support proposal": "Proposal supported",
	"unlink identity": "Single sign-on taken off", "use sign-in link": "Sign-in link used", "waive finding": "Finding waived", "withdraw proposal": "Proposal withdrawn",
	"withdraw support": "Support withdrawn", "withdraw waiver": "Waiver withdrawn",
}

// auditObject is a form in which the audit names what an entry is about, and how people say it; its values are the words between, in their order.
type auditObject struct{ stored, said string }

// auditObjects are these forms; "@" stands for the code of a plan, which is told by its title, "*" for another name
// without spaces and slashes, "**" for the rest, whatever it is.
var auditObjects = []auditObject{
	{"item @/*", "item %[2]s of %[1]s"}, {"objective @/*", "objective %[2]s of %[1]s"}, {"plan @", "%s"}, {"update @/*/*", "update %[3]s on item %[2]s of %[1]s"},
	{"deliverable @/*/*", "deliverable %[3]s of item %[2]s of %[1]s"}, {"stage @/*/*/*", "stage %[4]s of deliverable %[3]s of item %[2]s of %[1]s"},
	{"opening @/*/*", "opening %[3]s on item %[2]s of %[1]s"}, {"offer @/*/*/*/*", "offer %[5]s of %[4]s on opening %[3]s, item %[2]s of %[1]s"},
	{"outcome of offer @/*/*/*/*/*", "answer %[6]s to offer %[5]s of %[4]s on opening %[3]s, item %[2]s of %[1]s"}, {"amendment @/*", "amendment %[2]s of %[1]s"},
	{"edition @/*", "edition %[2]s of %[1]s"}, {"waiver @/*", "waiver %[2]s of %[1]s"}, {"withdrawal of waiver @/*", "withdrawal of waiver %[2]s of %[1]s"},
	{"carry-over of @/* into @/*", "item %[2]s of %[1]s into item %[4]s of %[3]s"}, {"meeting *", "%s"}, {"corrigendum */*", "corrigendum %[2]s to %[1]s"},
	{"reporting round *", "reporting round %s"}, {"reminder of reporting round */*", "reminder %[2]s of reporting round %[1]s"}, {"proposal window */*", "proposal window %[2]s of %[1]s"},
	{"proposal *", "proposal %s"}, {"decision * on proposal *", "decision %s on proposal %s"}, {"support * of proposal *", "support %s of proposal %s"},
	{"withdrawal of support * of proposal *", "withdrawal of support %s of proposal %s"}, {"body *", "%s"}, {"member *", "%s"}, {"membership */* of *", "membership %[2]s in %[1]s of %[3]s"},
	{"user *", "user %s"}, {"role * of user *", "role %s of user %s"}, {"token * of *", "token %s of user %s"}, {"sign-in * of user *", "sign-in %s of user %s"},
	{"sign-in link *", "sign-in link %s"}, {"password of user *", "password of user %s"}, {"identity of user * at **", "identity of user %s at %s"},
}

// auditForms are the forms as patterns.
var auditForms = func() []*regexp.Regexp {
	places := strings.NewReplacer("**", "(.+)", "*", "([^ /]+)", "@", "(?P<plan>[^ /]+)")
	forms := make([]*regexp.Regexp, len(auditObjects))
	for n, o := range auditObjects {
		forms[n] = regexp.MustCompile("^" + places.Replace(o.stored) + "$")
	}
	return forms
}()

// auditAction says what was done.
func auditAction(l *language.Language, action string) string {
	if said, there := auditActions[action]; there {
		return l.T(said)
	}
	return action
}

// auditAbout says what an entry is about, with the titles of plans in place of their codes; what is named in no form that is known stands as it is recorded.
func auditAbout(l *language.Language, object string, titles map[string]string) string {
	for n, form := range auditForms {
		values := form.FindStringSubmatch(object)
		if values == nil {
			continue
		}
		args := make([]any, len(values)-1)
		for m, v := range values[1:] {
			if args[m] = v; form.SubexpNames()[m+1] == "plan" {
				args[m] = cmp.Or(titles[v], v)
			}
		}
		return l.T(auditObjects[n].said, args...)
	}
	return object
}

// actionOptions are the actions by which the audit is narrowed, in the order of the language.
func (c *call) actionOptions() []option {
	list := make([]option, 0, len(auditActions))
	for action, said := range auditActions {
		list = append(list, option{action, c.lang.T(said)})
	}
	slices.SortFunc(list, func(a, b option) int { return strings.Compare(a.Text, b.Text) })
	return list
}
