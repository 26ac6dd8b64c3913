package web

// Addresses are the methods and paths to which the pages answer.
func Addresses() (list [][2]string) {
	for _, r := range (&site{}).routes() {
		list = append(list, [2]string{r.method, r.path})
	}
	return list
}
