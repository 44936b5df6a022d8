(function(e){e.classList.add("js");try{var t=localStorage.getItem("folio-tema");if(t==="light"||t==="dark")e.setAttribute("data-theme",t)}catch(x){}})(document.documentElement)
