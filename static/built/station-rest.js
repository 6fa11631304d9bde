import{A as e,B as t,C as n,a,b as o,c as s,d as r,e as i,f as l,g as d,h as u,i as c,j as f,k as p,l as g,m,n as h,o as w,p as b,q as v,r as $,s as y,t as k,u as x,v as E,w as A,x as S,y as T,z as q}from"./station-later.js";import{A as L,B as M,C as _,E as j,F as B,G as O,H as R,L as C,d as F,i as W,j as D,k as P,l as I,q as U,s as z,t as V,u as N,v as H,w as K,x as Y,y as G,z as Z}from"./station.js";"showModal"in document.createElement("dialog")||document.querySelectorAll("dialog").forEach(function(e){let t=null,n=()=>[...e.querySelectorAll("a[href], button:not([disabled]), input, select, textarea, summary, [tabindex='0']")].filter(e=>e.getClientRects().length),a=[];function o({target:t}){e.contains(t)||(n()[0]??e).focus()}function s(n){e.hasAttribute("open")&&(void 0!==n&&Object.assign(e,{returnValue:n}),e.removeAttribute("open"),function(){for(let e of a)e.removeAttribute("aria-hidden");a=[]}(),document.removeEventListener("focusin",o),t instanceof HTMLElement&&t.focus(),setTimeout(()=>e.dispatchEvent(new Event("close"))))}e.classList.add("dialog-stand-in"),e.setAttribute("role","dialog"),e.setAttribute("aria-modal","true"),e.tabIndex=-1,e.addEventListener("keydown",function(t){let[a]=n(),o=n().pop();"Escape"===t.key?(t.preventDefault(),e.dispatchEvent(new Event("cancel",{cancelable:!0}))&&s()):"Tab"===t.key&&document.activeElement===(t.shiftKey?a:o)&&(t.preventDefault(),(t.shiftKey?o:a)?.focus())}),e.addEventListener("submit",e=>{"dialog"===e.target.getAttribute("method")&&(e.preventDefault(),s())}),Object.defineProperty(e,"open",{get:()=>e.hasAttribute("open")}),Object.assign(e,{returnValue:"",showModal(){t=document.activeElement,e.setAttribute("open",""),function(){a=[...e.parentElement?.children??[]].filter(t=>t!==e&&!t.matches("script, dialog, [aria-hidden]"));for(let e of a)e.setAttribute("aria-hidden","true")}(),document.addEventListener("focusin",o),(n()[0]??e).focus()},close:s})});var J="/worker.js";function Q({round:e,position:t}){return 1e3*(e??99)+t}function X(e,t){return a`<ol class="handover-list">
${S(e,({id:e})=>e,(e,n)=>a`<li class="statement voice" data-statement><b>${n+1}</b>${function({text:e,translations:t},n){let o=t[n];return o?a`<span><span
dir="auto"
lang=${n}
data-translated
>${l(o)}</span><span class="statement-first" dir="auto">${l(e)}</span></span>`:a`<span>${w(e)}</span>`}(e,t)}</li>`)}
</ol>`}var ee=({contributions:e,left:t})=>F("menu.station",{n:e,left:t});function te({date:e,time:t},n,a){let[o=0,s=0]=t.split(":").map(Number),r=1440*Math.round((Date.parse(e)-Date.parse(n))/864e5)+60*o+s;return r>=0&&r<Math.max(1440,...a.map(({end:e})=>e))?r:null}function ne({url:e},t){return t?`${e}?table=${t}`:e}var ae=({next:e,table:t})=>p("closed",c("lock"),F("banner.closed"),{more:a`${F("banner.closed_hint")} <a class="button" data-do="away" href=${ne(e,t)}
><span>${F("move.station",{n:e.position})} · ${w(e.short_title)}</span></a
>`,look:"banner-wait"}),oe=({title:e,href:t,text:n,onTake:o})=>p("left",c("edit"),F("left.draft",{title:i(e).text}),{more:a`<span class="left-text" dir="auto">${h(n)}</span>${o?g({deed:"take",words:F("left.take"),press:o}):s} <a class="button" href=${t}>${F("left.go_on")}</a>`}),se=({title:e,href:t,n})=>p("waiting",c("offline"),F("left.waiting",{title:i(e).text,n}),{more:a`<a class="button" href=${t}>${F("left.look")}</a>`,look:"banner-wait"});function re({fresh:e,text:t,who:n="",by_when:a="",was:o,others:s={}}){let r=[t,n,a],i=e&&r.every(e=>!e.trim()),l=(o??"")===(n||a?null:t)||o===r.join("\n");return(i||l)&&!Object.keys(s).length}var ie=(e,t)=>"und"!==e&&e.split("-")[0]===t.split("-")[0];function le({id:e,german:t,language:n},a,o){if(ie(n,a))return;if(t&&ie(a,"de"))return{text:t,language:"de",by:"host"};let s=o.of(e,a);return s&&{text:s.text,language:a,by:s.by??"guest"}}var de=({by:e})=>"host"===e?2:"machine"===e?0:1;function ue(e){let t=e;return t?.focus({preventScroll:!0}),t?.scrollIntoView({block:"nearest",inline:"nearest"}),!!t&&document.activeElement===t}var ce=k(class extends x{constructor(e){if(super(e),e.type!==y.PROPERTY&&e.type!==y.ATTRIBUTE&&e.type!==y.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!E(e))throw Error("`live` bindings can only contain a single expression")}render(e){return e}update(e,[t]){if(t===o||t===s)return t;let n=e.element,a=e.name;if(e.type===y.PROPERTY){if(t===n[a])return o}else if(e.type===y.BOOLEAN_ATTRIBUTE){if(!!t===n.hasAttribute(a))return o}else if(e.type===y.ATTRIBUTE&&n.getAttribute(a)===t+"")return o;return A(e),t}});function fe(e,t,n){let[o="",s=""]=F(e,{language:"\0"}).split("\0");return a`${o}<bdi lang=${n}>${t}</bdi>${s}`}var pe={host:()=>a`<span class="chip chip-station" data-by="host">${c("check")}${F("worded.host")}</span>`,guest:()=>a`<span class="chip" data-by="guest">${c("person")}${F("worded.guest")}</span>`,machine:()=>a`<span class="chip chip-draft" data-by="machine">${c("machine")}${F("worded.machine")}</span>`};function ge({text:e,language:t},{text:n,language:o,by:r,open:i,name:d,press:u,agree:f}){return a`<p
class="card-text${"machine"===r?" card-text-draft":""}"
dir="auto"
lang=${o}
data-text
data-worded=${r}
>${l(n)}</p>
<p class="worded">
${(e=>pe[e]())(r)}<button
type="button"
class="button button-quiet end"
data-do="original"
aria-expanded=${i?"true":"false"}
aria-label=${F("card.deed",{deed:F("worded.original"),text:h(n)})}
@click=${u}
>${F("worded.original")}${c(i?"up":"down")}</button>
</p>
${i?a`<blockquote class="worded-original" data-original>
<b>${fe("worded.original_in",d,t)}</b>
<p class="card-text" dir="auto" lang=${t}>${l(e)}</p>
</blockquote>`:s}${f?a`<button
type="button"
class="button button-wide"
data-do="agree"
aria-label=${F("card.deed",{deed:F("worded.agree"),text:h(n)})}
@click=${f}
>${c("check")}<span>${F("worded.agree")}</span></button>`:s}`}var me={visible:()=>"",pending:()=>F("card.pending"),hidden:()=>F("card.hidden"),sending:()=>F("card.sending"),offline:()=>F("card.offline")};function he({id:e,language:t,name:n,text:o,state:r,old:i,onEdit:d,onWithdraw:u}){return a`<details class="beneath" data-own-wording=${e} data-state=${r}>
<summary>${c("german")}<span>${fe("worded.mine",n,t)}${"visible"===r?s:a` · ${me[r]()}`}</span></summary>
<p class="card-text beneath-one" dir="auto" lang=${t}>${l(o)}</p>
${i?a`<p class="card-note">${c("info")}<span>${F("worded.old")}</span></p>`:s}
<p class="beneath-foot">
${"visible"===r||"pending"===r?g({deed:"edit-wording",sign:c("edit"),words:F("card.edit"),look:"button-quiet",press:d}):s}${g({deed:"withdraw-wording",sign:c("undo"),words:F("card.withdraw"),look:"button-quiet end",press:u})}
</p>
</details>`}function we(e,t,{name:n,isRtl:o}){let r=a`<p class="hint">${c("person")}${F("worded.hint")}</p>`;return a`<div class="saying" data-saying=${e.language??s}>${function(e,t,n){if(!e)return s;let{message:o,now:r}=e;return a`<form class="kept" data-form=${e.id} novalidate @submit=${e=>{e.preventDefault(),t.save()}} @keydown=${e=>{"Escape"===e.key?(e.stopPropagation(),t.end()):"Enter"===e.key&&!K(e)&&function({target:e}){return e instanceof HTMLTextAreaElement}(e)&&(n.line||e.ctrlKey||e.metaKey)&&(e.preventDefault(),t.save())}}>
${function({id:e,text:t,message:n},{type:o},{label:r,speaks:i,line:l,large:d}){let u=n?"true":"false";return a`<label class="sr" for="field-${e}">${r}</label>
<textarea
class="field"
id="field-${e}"
rows=${d?5:l?2:3}
lang=${i?.lang??s}
dir=${i?.dir??"auto"}
autocomplete="off"
data-field
placeholder=${r}
.value=${ce(t)}
aria-invalid=${u}
aria-describedby="error-${e}"
@input=${({target:e})=>o({text:e.value})}
></textarea>`}(e,t,n)} ${n.more??s}
<p
class="field-error"
id="error-${e.id}"
role="alert"
data-message
>${o?a`${c("alert")}<span>${o}</span>`:s}</p>
${e.note?a`<p class="hint" data-field-note>${c("info")}${e.note}</p>`:s}
${void 0===r?s:a`<blockquote class="kept-now" data-now><b>${n.renewed?.label??F("host.now")}</b><span
dir="auto"
>${n.now?.(r)??(r||F("host.now_nothing"))}</span></blockquote>`}
<div class="kept-foot">
<button class="button button-main" data-do="save">
${void 0===r?n.save:n.renewed?.save??F("host.save_mine")}
</button>
${n.large?s:m({deed:"cancel",label:F("host.cancel"),look:"",press:t.end})}
</div>
${n.remove?g({deed:"remove",sign:c("trash"),words:n.remove.label,look:"button-bad button-wide",press:n.remove.press}):s}
</form>`}(e,t,{label:F("worded.form",{language:n}),speaks:{lang:e.language,dir:o?"rtl":"auto"},save:F("worded.save"),...e.fresh&&{renewed:{label:F("worded.old"),save:F("worded.save")}},more:r})}</div>`}function be(e,{text:t,language:n}){let a=e.querySelector("[data-confirm-text]");return a&&(a.textContent=t,a.setAttribute("lang",n)),e.returnValue="",e.showModal(),e.querySelector('[data-do="keep"]')?.focus(),new Promise(t=>{e.onclick=({target:t})=>{let n=t.closest("[data-do]");n&&e.close(n.getAttribute("data-do")??"")},e.addEventListener("close",()=>t("confirm"===e.returnValue),{once:!0})})}e();var{station:ve}=Z,$e=document.querySelectorAll("[data-language] option"),ye=function({live:e,outbox:t,person:n,event:o,station:i,ownPlace:d,names:u,rtl:f,contributions:p,draw:g,drawList:m,reveal:w,say:b}){let v=V("reads"),$=function(e,t,{storage:n}=D){let a=`cafe.reads.${e}`,o=n.read(a),s=(Array.isArray(o?.also)?o.also:[]).filter(e=>"string"==typeof e),r=!1!==o?.in_first,i=new Set;function l(){n.write(a,{also:s,in_first:r}),i.forEach(e=>e())}t.subscribe(()=>i.forEach(e=>e()));let d=()=>s.filter(e=>e!==t.current.language).slice(0,7);return{get first(){return t.current.language},get also(){return d()},all:()=>[t.current.language,...d()],get inFirst(){return r},understand(e,t){s=t?[...s.filter(t=>t!==e),e]:s.filter(t=>t!==e),l()},showInFirst(e){r=e,l()},subscribe:e=>{i.add(e)}}}(d,n),y=function(e,{event:t,station:n,languages:a,drafts:o}){let s=new Map,r=new Map,i=[],l=new Set,d={},u=null,c=!1,f=new Set,p=null,g=(e,t)=>`${e} ${t}`;function m(){p=null,f.forEach(e=>e())}function h(e,{since:t,revision:n,wordings:a}){if(0===t){let t=new Set(a.map(({id:e})=>e));for(let[a,o]of r)(!e||o.language===e)&&!t.has(a)&&o.revision<=n&&r.delete(a)}for(let t of a)t.gone?r.delete(t.id):(r.get(t.id)?.revision??0)<=t.revision&&r.set(t.id,e?{...t,language:e}:t);s.set(e,Math.max(0===t?0:s.get(e)??0,n))}function w(){return null!==u?(c=!0,u):(u=async function(){if(!a){let a=await e.order("wording.open",{event:t,station:n,audience:"hosts",since:s.get("")??0});return void(a.ok&&h("",a))}let u=new Set(a());!function(e){for(let t of s.keys())e.has(t)||s.delete(t);for(let[t,{language:n}]of r)e.has(n)||r.delete(t);p=null}(u);let c=Object.fromEntries([...u].map(e=>[e,s.get(e)??0])),f=await e.order("wording.open",{event:t,station:n,languages:c,...o&&{drafts:o}});if(f.ok){Object.entries(f.languages).forEach(([e,t])=>h(e,t));let e=Math.max(...Object.values(f.languages).map(e=>e.revision)),t=f.mine.filter(e=>!e.gone&&!l.has(e.id)),n=i.filter(t=>t.revision>e),a=new Set(n.map(({id:e})=>e));i=[...t.filter(({id:e})=>!a.has(e)),...n],d=f.worded}}().then(m).catch(e=>{if(!(e instanceof z))throw e}).finally(()=>{u=null,c&&(c=!1,w())}),u)}return e.on("wording.changed",e=>{let t=a?e.language??"":"";if(e.station===n&&s.has(t)){if(e.since>(s.get(t)??0))return void w();h(t,{...e,since:e.since||1}),m()}}),{of:(e,t)=>function(){if(null===p){let e=[...r.values()].sort((e,t)=>de(e)-de(t));p=new Map(e.map(e=>[g(e.contribution,e.language),e]))}return p}().get(g(e,t)),hasAny:e=>[...r.values()].some(t=>t.language===e),all:()=>[...r.values()].sort((e,t)=>e.revision-t.revision),mine:()=>i,accept({name:e,payload:t},{revision:n,state:a}){let{id:o}=t,s=i.find(e=>e.id===o),r=i.filter(e=>e.id!==o);if("wording.withdraw"===e)l.add(o),i=r;else if(s||"wording.add"===e){let{contribution:e,language:l}=s??t;i="withdrawn"===a?r:[...r,{id:o,contribution:e,language:l,text:t.text,revision:n,state:a}]}m()},worded:e=>d[e]??[],async open(){e.online&&await w()},subscribe:e=>{f.add(e)}}}(e,{event:o,station:i,languages:$.all,drafts:!0}),k=function(e,t,{storage:n,secondCopy:a}=D){let o=a(e),s=({serial:e,...t})=>"string"==typeof t.id?t:null,r=n.read(e),i=r&&s(r),l=Number(r?.serial)||0,d=!1,u=()=>{};function c(t){if(i=t,l=Math.max(Date.now(),l+1),t){let{message:a,...s}=t;n.write(e,{...s,serial:l}),o.change(e,{...s,serial:l},"relaxed")}else n.remove(e),o.change(e,{serial:l},"relaxed")}function f(){c(null),t(),u()}return async function(){let n=l,a=(await o.read())?.values.get(e);d=!0,a?.serial>n&&n===l&&(({serial:l}=a),i=s(a),t()),u()}(),{key:e,get written(){return i},get settled(){return d},begin({id:e,text:n="",round:a=null,was:o=n,...s}={}){let r=!i||re(i);return c(i&&!r?{...i,message:i.message??F("form.unsaved")}:{...s,id:e??P(),fresh:!e,text:n,round:a,was:o}),t(),r},type(e){i&&c({...i,...e})},end:f,give(t){if(!i)return!1;let{message:n,now:a,note:o,...s}=i;return t(s,{form:e,written:s}),f(),!0},take(e){c(e),t()},refuse(e){i&&(c({...i,message:e}),t())},whenFree(e){u=e},forget(e){i&&!e(i.id)&&c(null)},unpropose(e){if(i?.from&&!e(i.from.id)){let{from:e,...t}=i;c({...t,text:t.text===e.text?"":t.text})}},release(e,t){i&&!i.fresh&&!e(i.id)&&re(i)?c(null):i&&!i.fresh&&!e(i.id)&&c({...i,id:P(),fresh:!0,was:void 0,now:void 0,message:t})}}}(`cafe.saying.${d}.${i}`,g),x=function(e){let t=[],n=t=>e.all().filter(e=>e.refusal&&e.back?.form===t.key);function a({form:t,isLost:a}){n(t).filter(({back:e})=>e&&a(e.written)).forEach(({key:t})=>e.drop(t))}function o(){let o=[];for(let s of t){let{form:t,isFree:r}=s;a(s);let i=n(t).find(e=>e.back&&r(e.back.written));if(i?.refusal&&i.back&&t.settled){let{message:n,now:a}=i.refusal;t.take({...i.back.written,message:n,...void 0!==a&&{was:a,now:a}}),e.drop(i.key),o.push(i.key)}}return o}return{bringBack:o,returned:e=>n(e).flatMap(({back:e})=>e?.written??[]),hold(e,{isFree:n=()=>!e.written,isLost:a=()=>!1,...s}={}){t.push({form:e,isFree:n,isLost:a,onBack:()=>{},focus:()=>{},...s}),e.whenFree(()=>{o()})},take(e){let n=t.find(({form:t})=>t.key===e.back?.form);if(!n||!o().includes(e.key))return!1;n.onBack();let a=!!document.activeElement?.matches("textarea, input:not([type=checkbox]), select");return a||n.focus(),!a}}}(t),E=new Set,A=$.all().join(),T=e=>Y(u,e),q=({language:e=""})=>({name:T(e),isRtl:f.has(e)}),L=()=>[...p()].some(({id:e,merged_into:t})=>e===k.written?.card?.of&&!t);function M(){m(),L()&&w(k.written?.card?.of);let e=document.querySelector(`[data-form="${k.written?.id}"] [data-field]`);ue(e),e?.scrollIntoView({block:"nearest"})}function _(e=""){let t=document.querySelector(`[data-contribution="${CSS.escape(e)}"]`);ue(t?.querySelector('[data-do="say"], [data-own-wording] summary, [data-do="vote"]')??V("stream"))}let j=function(e,{order:t,refocus:n,saved:a,left:o,mayBeEmpty:s=!1}){return{type:e.type,save:function(){let{written:o}=e;s||o?.text.trim()?o&&e.give(t)&&a(o):(e.refuse(F("form.empty")),n())},end(){let{written:t}=e;e.end(),o(t)}}}(k,{order({id:e,text:n,was:a,language:o,fresh:s,card:r},l){let d=s?{id:e,contribution:r?.of,language:o,text:n,was:a||r?.was}:{id:e,text:n,was:a,read:r?.was};t.put(s?"wording.add":"wording.edit",d,i,{back:l})},refocus:M,saved(e){m(),b(F("worded.said")),_(e?.card?.of)},left(e){m(),_(e?.card?.of)}});function B(n){let a=t.of(i).filter(({name:e,refusal:t})=>e.startsWith("wording.")&&!t),o=new Map(y.mine().map(e=>[e.id,{...e,state:e.state??"visible"}])),s=e.online?"sending":"offline";for(let{name:e,payload:t}of a){let n=o.get(t.id);"wording.withdraw"===e?o.delete(t.id):"wording.add"===e?o.set(t.id,{...t,revision:0,state:s}):n&&o.set(t.id,{...n,text:t.text,state:s})}return[...o.values()].filter(e=>e.contribution===n)}x.hold(k,{focus:M}),t.onRefused(e=>{x.take(e),g()}),t.onAccepted((e,t)=>{e.name.startsWith("wording.")&&e.station===i&&(y.accept(e,t),y.open())});let O=e=>$.also.some(t=>ie(t,e)),R=(e,{language:t})=>B(e).some(e=>e.language===t&&"hidden"!==e.state),C=e=>$.inFirst?le(e,$.first,y):void 0;return $.subscribe(()=>{let e=$.all().join();e!==A&&(A=e,y.open()),g()}),y.subscribe(g),{open:()=>{y.open()},said(e){let{text:t,language:n}=C(e)??e;return{text:t,language:n}},worded(e){let n=C(e),{id:a,language:o}=e;return n&&{...n,open:E.has(a),name:T(o),drawn:ge,agree:"machine"===n.by&&O(o)&&!R(a,n)?()=>function({id:e,text:n},{text:a,language:o}){t.put("wording.add",{id:P(),contribution:e,language:o,text:a,was:n},i),m(),b(F("worded.said")),_(e)}(e,n):null,press(){E.delete(a)||E.add(a),g()}}},between(e,n){let{id:o}=e,r=B(o),{written:l}=k,d=n?function({language:e},t,n){return t.some(t=>ie(t,e))?t.filter(t=>"und"!==t&&!ie(t,e)&&!n(t)):[]}(e,$.all(),t=>"machine"!==(le(e,t,y)?.by??"machine")||r.some(e=>e.language===t&&"hidden"!==e.state)):[],u=l?.card?.of===o,f=y.worded(o);return d.length||r.length||f.length||u?function({say:e,mine:t,told:n,form:o}){return a`${n.length?a`<p class="card-note" data-told>
${c("german")}<span>${F("worded.told")} <bdi>${n.join(", ")}</bdi></span>
</p>`:s}${S(t,({id:e})=>e,he)}${e.map(({language:e,name:t,about:n,press:o})=>a`<button
type="button"
class="button button-wide"
data-do="say"
data-in=${e}
aria-label=${F("card.deed",{deed:F("worded.say",{language:t}),text:h(n)})}
@click=${o}
>${c("german")}<span>${fe("worded.say",t,e)}</span></button>`)}${o}`}({say:u?[]:d.map(t=>({language:t,name:T(t),about:e.text,press:()=>function({id:e,text:t},n){k.begin({language:n,card:{of:e,was:t}}),M()}(e,t)})),mine:r.map(({id:n,language:a,text:s,state:r,old:l})=>({id:n,language:a,name:T(a),text:s,state:r,old:!0===l,onEdit(){k.begin({id:n,text:s,language:a,card:{of:o,was:e.text}}),M()},onWithdraw(){t.put("wording.withdraw",{id:n,contribution:o},i),k.written?.id===n&&k.end(),m(),b(F("worded.withdrawn")),_(o)}})),told:f.map(T),form:u&&l?we(l,j,q(l)):s}):s},drawHead(){x.bringBack();let{first:e}=$,{written:t}=k,n=t&&!L()?function(e,t,n){return a`<div class="card" data-lost-saying>
<blockquote class="kept-now"><b>${F("worded.original")}</b><span dir="auto">${l(e.card?.was??"")}</span></blockquote>
${we(e,t,n)}
</div>`}(t,j,q(t)):s;if(![...p()].some(({language:t})=>!ie(t,e))&&!y.hasAny(e)&&!$.also.length)return void r(n,v);let o=y.hasAny(e)||[...p()].some(t=>le(t,e,y)),i=[...u].filter(([t])=>t!==e);r(a`${function({name:e,language:t,on:n,others:o,isFull:r},{show:i,understand:l}){return a`${null===n?s:a`<label class="switch reads-switch">
${c("german")}<span>${fe("worded.show_all",e,t)}</span><input
class="end"
type="checkbox"
role="switch"
data-do="show-all"
.checked=${n}
@change=${({target:e})=>i(e.checked)}
></label>`}<details class="beneath reads-also" data-also>
<summary>${c("globe")}<span>${F("worded.also")}${o.some(e=>e.on)?a`: <bdi>${o.filter(e=>e.on).map(e=>e.name).join(", ")}</bdi>`:s}</span></summary>
<div class="reads-list">
${o.map(e=>a`<label class="chip reads-one"><input
type="checkbox"
data-understands=${e.language}
.checked=${ce(e.on)}
?disabled=${r&&!e.on}
@change=${({target:t})=>l(e.language,t.checked)}
><bdi lang=${e.language}>${e.name}</bdi></label>`)}
</div>
<p class="hint">${F("worded.also_hint")}</p>
</details>`}({name:T(e),language:e,on:o?$.inFirst:null,others:i.map(([e,t])=>({language:e,name:t,on:$.also.includes(e)})),isFull:$.also.length>=7},{show:$.showInFirst,understand:$.understand})}${n}`,v)}}}({live:_,outbox:R,person:B,event:L,station:ve,ownPlace:O,names:new Map([...$e].map(({value:e,text:t})=>[e,t.trim()])),rtl:new Set([...$e].flatMap(({value:e,dir:t})=>"rtl"===t?e:[])),contributions:()=>n.items(),draw:M,drawList:()=>n.draw(),reveal:e=>n.reveal(e),say:N}),ke=function({event:e,page:t,clock:n,seat:o,composer:i,outbox:l,draw:p}){let{station:m,table:h}=t,b=t.stations,v=function(e,{date:t,timezone:n,rounds:a}){let o,s=a;return{left(){if("change"!==e.state.phase)return null;o??(o=function(e){let t=new Intl.DateTimeFormat("sv-SE",{timeZone:e,year:"numeric",month:"2-digit",day:"2-digit",hour:"2-digit",minute:"2-digit"});return e=>{let[n="",a=""]=t.format(new Date(e)).split(" ");return{date:n,time:a}}}(n));let a=e.now(),r=function({phase:e,round:t,ended_at:n},a,{now:o,minutes:s}){let r=a.find(e=>e.round===t),i=a.find(e=>e.round===(t??0)+1);if("change"!==e||null===t||!n||!r||!i||i.begin<=r.end)return null;let l=Date.parse(n)+6e4*(i.begin-r.end),d=null===s?l:6e4*Math.floor(o/6e4)+6e4*(i.begin-s);return d>l&&d-l<=18e5?d:l}(e.state,s,{now:a,minutes:te(o(a),t,s)});return null===r?null:Math.max(0,r-a)}}}(n,{...t.plan,timezone:t.event.timezone}),$=function(e,{seat:t,station:n,table:o,stations:i,clock:l,left:c,isWriting:p,onClose:m}){let h=()=>d(i,n,o,l.state.stations),b=!1,v=null,$=!1;function y(){let n=h(),o=i.filter(({slug:e})=>!l.state.stations[e]?.closed);n&&r(function(e,t){return a`<div class="move" data-station=${e.next.sign}>
<p class="move-clock">
<span>${F("band.change")}</span>${null===e.left?s:a`<time class="num" translate="no" data-left>${u(e.left)}</time>`}${g({deed:"stay",words:F("move.close"),look:"move-other",press:t.close})}
</p>
${e.choosing?function({stations:e},t){return a`
<h2 class="move-title" id="move-title" tabindex="-1"><span>${F("move.choose")}</span></h2>
<ul class="move-list">
${e.map(e=>a`<li data-station=${e.sign}>
<p>${f(e,{size:"sign-small",turned:!0})}<b>${w(e.short_title)}</b></p>
<p class="move-tables">${Array.from({length:e.tables},(n,o)=>a`<a
class="button move-here"
href=${ne(e,o+1)}
@click=${t.arrive}
><span class="sr">${w(e.short_title)}, </span>${F("card.table",{n:o+1})}</a>`)}</p>
</li>`)}
</ul>
`}(e,t):function({next:e,table:t},n){return a`
<h2 class="move-title" id="move-title" tabindex="-1"><span>${F("move.title")}</span></h2>
${f(e,{turned:!0})}
<p class="move-where">
<b>${F("move.station",{n:e.position})}</b>${t?a`<span class="move-table">${F("card.table",{n:t})}</span>`:s}
</p>
<p class="move-name">${w(e.short_title)}</p>
<div class="move-foot">
<p>${F("move.hint",{n:e.position})}</p>
<a
class="button button-big button-wide move-here"
data-do="arrive"
href=${ne(e,t)}
@click=${n.arrive}
>${F("move.here")}</a>
${g({deed:"other",words:F("move.other"),look:"button-wide move-other",press:n.choose})}
</div>
`}(e,t)}
</div>`}({...n,stations:o,choosing:b,left:c()},{choose:E,arrive:t.leave,close:k}),e)}function k(){t.leave(),e.close()}function x(){y(),e.querySelector("#move-title")?.focus()}function E(){b=!0,x()}function A(){b=!1,e.open||e.showModal(),x()}return e.addEventListener("cancel",()=>t.leave()),e.addEventListener("close",()=>{$||t.leave(),$=!1,m()}),{update(){e.open&&"change"!==l.state.phase?($=!0,e.close()):e.open?y():function(){let{round:e}=l.state;return!(!h()||!t.leadsOn(l.state)||t.hasLeft()||v===e)&&(v=p()?e:null,null===v)}()&&A()},open:A,get stop(){return t.leadsOn(l.state)?h():null},get away(){return l.state.stations[n]?.closed?h():null},go(){let e=h();e&&(t.leave(),location.assign(ne(e.next,e.table)))}}}(V("move"),{seat:o,left:v.left,isWriting:()=>i().hasText,station:m,table:h,clock:n,stations:b,onClose:p}),y=function(e,t,n,a=D){let o=n.filter(({slug:e})=>e!==t).map(({slug:t})=>({station:t,places:I(e,t,a)}));return()=>o.flatMap(({station:e,places:t})=>t.taken().filter(({kept:e})=>e.text.trim()).map(({place:n,kept:a})=>({station:e,draft:a,take:()=>t.draftAt(n).clear()})))}(e,m,b),k=y();function x({station:e,draft:t,take:n}){let a=b.find(t=>t.slug===e),{text:o,editing:s}=t;return a?[{title:a.short_title,href:a.url,text:o,onTake:s?null:()=>{i().takeUp(t),n(),p()}}]:[]}return{ending(){let e=b.find(({slug:e})=>e===m),{stop:t}=$;if(!t||!e)return null;let o={...t,here:e,late:H(n)??0,canTake:W()};return{...o,draw:(e,t,n)=>r(function({here:e,next:t,late:n,canTake:o},s,r){let i=n>0?F("ends.left",{time:u(n)}):F("ends.too_late"),l=(e,t,n)=>a`<label class="goal" data-station=${t.sign}>
<input
type="radio"
name="goal"
value=${e}
translate="no"
.checked=${s===e}
?disabled=${"along"===e&&!o}
@change=${()=>r(e)}
/>
${f(t)}<span><b>${F(`ends.${e}`)}</b><small class="num">${n}</small></span>
</label>`;return a`<p class="ends-over">
${c("wait")}<span
><b>${F("ends.over")}</b> <span class="ends-more">${F("ends.finish")} ${F("ends.where")}</span></span
>
</p>
<div class="goals" role="radiogroup" aria-label=${F("ends.where")}>
${l("here",e,i)} ${l("along",t,F("ends.to_station",{n:t.position}))}
</div>`}(o,t,n),e)}},takeAlong(t){let{stop:n}=$,a=null!==n&&function(e,t,{text:n,kind:a,language:o,chosen:s},r=D){let i=I(e,t,r),l={text:n,kind:a,language:o,...void 0!==s&&{chosen:s}};return i.draftAt(i.free()).write({...l,replyTo:null,editing:null,stash:null})}(e,n.next.slug,t);return a&&$.go(),a},lookBack(){k=y()},leftBehind(e){let t=e||l.putOff?G(l,m,b):[];return{away:$.away?ae($.away):s,left:a`${k.flatMap(x).map(oe)} ${t.map(se)}`}},left:v.left,draw(){r(function(e,t){if(!e)return s;let{next:n,table:o}=e,r=n.position;return a`<div class="next" data-station=${n.sign}>
${f(n,{turned:!0})}
<p>
<small>${o?F("next.table",{n:r,table:o}):F("next.station",{n:r})}</small
><b>${w(n.short_title)}</b>
</p>
${g({deed:"move",words:a`${F("next.go")} ${c("forward","icon-turns")}`,press:t})}
</div>`}($.stop,$.open),V("next"))},update(){$.update(),$.stop&&i().draw()}}}({event:O,page:Z,clock:j,seat:q,composer:()=>C,outbox:R,draw:M});function xe(){ke.lookBack(),r(function(e,t){let n=[...e.statements.values()].sort((e,t)=>Q(e)-Q(t)),o=function(e){let t=new Map(function({clusters:e,contributions:t}){let n=new Map;for(let{id:t,title:a}of e.values())n.set(t,{id:t,title:a,contributions:0,votes:0});for(let e of t.values()){let a=b(n,v(e,t).cluster);a&&"visible"===e.state&&(a.contributions+=1,a.votes+=$(e,t))}return[...n.values()].filter(({contributions:e})=>e).sort((e,t)=>t.contributions-e.contributions||t.votes-e.votes||e.title.localeCompare(t.title))}(e).map(e=>[e.id,e.votes]));return[...e.clusters.values()].map(({id:e,title:n})=>({id:e,title:n,votes:t.get(e)??0})).sort((e,t)=>t.votes-e.votes).slice(0,6)}(e);if(!n.length&&!o.length)return a`<p class="hint">${F("handover.empty")}</p>`;let r=n.filter(({kind:e})=>"question"!==e),i=n.filter(({kind:e})=>"question"===e),l=[...new Set(r.map(({round:e})=>e))];return a`
<p class="hint">${F("handover.hint")}</p>
${l.map(e=>function(e,t,n){return a`
<h2 class="handover-title">${e?F("handover.round",{n:e}):F("handover.station")}</h2>
${X(t,n)}
`}(e,r.filter(({round:t})=>t===e),t))}
${i.length?a`<h2 class="handover-title" data-questions>${F("handover.questions")}</h2>${X(i,t)}`:s}
${o.length?a`<h2 class="handover-title">${F("handover.themes")}</h2>${function(e){return a`<ul class="handover-themes">
${S(e,({id:e})=>e,({title:e,votes:t})=>a`<li data-theme>
<span>${w(e)}</span><span
class="count num"
><span class="sr">${F("card.votes")}</span>${t}</span>
</li>`)}
</ul>`}(o)}`:s}
`}(T,B.current.language),V("handover"))}var Ee=!1;function Ae(){let e=Z.change.since>0;!Ee&&T.opened&&(T.isWhole||!e)&&(Ee=!0,async function(e,t){if(window.isSecureContext&&"serviceWorker"in navigator)try{let n=navigator.serviceWorker.controller;await navigator.serviceWorker.register(function(){let e=window.trustedTypes;return e?e.createPolicy("cafe-worker",{createScriptURL:()=>J}).createScriptURL(J):J}(),{scope:e});let{active:a}=await navigator.serviceWorker.ready,o=n?[]:performance.getEntriesByType("resource").map(({name:e})=>e);(!n||t)&&a?.postMessage({page:location.href,anew:!n,files:o,change:t})}catch{}}(`${Z.urls.welcome}stations/`,e?T.whole():null))}var Se=document.querySelector("link[data-icon]");Se&&(Se.href=Se.dataset.icon??""),V("handover").textContent="",function(e,t){let n=document.querySelector("[data-menu]"),a=n.querySelector("summary");function o(e,t){let a=n.querySelector(`[data-menu-${e}]`);a&&(a.textContent=t)}async function s(){try{let t=await fetch(e,{cache:"no-store",headers:{Accept:"application/json"},signal:U(8e3)});t.ok&&function({stations:e,own:t,survey:n}){for(let[t,n]of Object.entries(e))o(`of="${CSS.escape(t)}"`,ee(n));o("own",(({all:e,pending:t})=>[e&&F("menu.own",{n:e}),t&&F("menu.pending",{n:t})].filter(Boolean).join(" · "))(t)),o("survey",(e=>F(`menu.survey_${"sealed"===e?"closed":e}`))(n))}(await t.json())}catch{}}n.addEventListener("toggle",()=>n.open&&void s()),n.addEventListener("focusout",({relatedTarget:e})=>{n.open&&e instanceof Node&&!n.contains(e)&&(n.open=!1)}),n.addEventListener("keydown",e=>{"Escape"===e.key&&n.open&&(e.stopPropagation(),n.open=!1,a.focus())}),t.subscribe(()=>o("name",t.current.name??"")),n.open&&s(),function(e,{past:t=history,around:n=window}={}){let a=()=>!0===t.state?.sheet,o=!1;function s(){o||(e.open&&!a()?t.pushState({sheet:!0},""):!e.open&&a()&&(o=!0,t.back()))}e.addEventListener("toggle",s),n.addEventListener("popstate",()=>{o?(o=!1,s()):e.open=a()}),e.open=e.open||a(),s()}(n)}(Z.urls.menu,B),T.onOpened(Ae),T.subscribe(Ae),window.isSecureContext&&"serviceWorker"in navigator&&t.need(),Ae(),T.opened&&ye.open();export{be as confirm,xe as drawRest,ke as leaving,ye as saying};
/*! Copyright Google LLC, SPDX-License-Identifier: BSD-3-Clause */
