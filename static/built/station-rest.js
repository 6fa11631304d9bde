import{A as e,a as t,b as n,c as a,d as o,e as s,f as r,g as i,h as l,i as d,j as u,k as c,l as f,m as p,n as g,o as m,p as h,q as w,r as b,s as v,t as $,u as y,v as k,w as x,x as E,y as A,z as S}from"./station-later.js";import{A as T,B as q,C as L,E as M,F as _,G as j,H as O,L as B,d as R,i as F,j as C,k as W,l as D,r as I,s as P,t as U,u as z,v as V,w as N,x as H,y as K,z as Y}from"./station.js";"showModal"in document.createElement("dialog")||document.querySelectorAll("dialog").forEach(function(e){let t=null,n=()=>[...e.querySelectorAll("a[href], button:not([disabled]), input, select, textarea, summary, [tabindex='0']")].filter(e=>e.getClientRects().length),a=[];function o({target:t}){e.contains(t)||(n()[0]??e).focus()}function s(n){e.hasAttribute("open")&&(void 0!==n&&Object.assign(e,{returnValue:n}),e.removeAttribute("open"),function(){for(let e of a)e.removeAttribute("aria-hidden");a=[]}(),document.removeEventListener("focusin",o),t instanceof HTMLElement&&t.focus(),setTimeout(()=>e.dispatchEvent(new Event("close"))))}e.classList.add("dialog-stand-in"),e.setAttribute("role","dialog"),e.setAttribute("aria-modal","true"),e.tabIndex=-1,e.addEventListener("keydown",function(t){let[a]=n(),o=n().pop();"Escape"===t.key?(t.preventDefault(),e.dispatchEvent(new Event("cancel",{cancelable:!0}))&&s()):"Tab"===t.key&&document.activeElement===(t.shiftKey?a:o)&&(t.preventDefault(),(t.shiftKey?o:a)?.focus())}),e.addEventListener("submit",e=>{"dialog"===e.target.getAttribute("method")&&(e.preventDefault(),s())}),Object.defineProperty(e,"open",{get:()=>e.hasAttribute("open")}),Object.assign(e,{returnValue:"",showModal(){t=document.activeElement,e.setAttribute("open",""),function(){a=[...e.parentElement?.children??[]].filter(t=>t!==e&&!t.matches("script, dialog, [aria-hidden]"));for(let e of a)e.setAttribute("aria-hidden","true")}(),document.addEventListener("focusin",o),(n()[0]??e).focus()},close:s})});var G="/worker.js";function Z({round:e,position:t}){return 1e3*(e??99)+t}function J(e,n){return t`<ol class="handover-list">
${x(e,({id:e})=>e,(e,a)=>t`<li class="statement voice" data-statement><b>${a+1}</b>${function({text:e,translations:n},a){let o=n[a];return o?t`<span><span
dir="auto"
lang=${a}
data-translated
>${r(o)}</span><span class="statement-first" dir="auto">${r(e)}</span></span>`:t`<span>${g(e)}</span>`}(e,n)}</li>`)}
</ol>`}var Q=({contributions:e,left:t})=>R("menu.station",{n:e,left:t});function X({date:e,time:t},n,a){let[o=0,s=0]=t.split(":").map(Number),r=1440*Math.round((Date.parse(e)-Date.parse(n))/864e5)+60*o+s;return r>=0&&r<Math.max(1440,...a.map(({end:e})=>e))?r:null}function ee({url:e},t){return t?`${e}?table=${t}`:e}var te=({next:e,table:n})=>u("closed",l("lock"),R("banner.closed"),{more:t`${R("banner.closed_hint")} <a class="button" data-do="away" href=${ee(e,n)}
><span>${R("move.station",{n:e.position})} · ${g(e.short_title)}</span></a
>`,look:"banner-wait"}),ne=({title:e,href:n,text:o,onTake:r})=>u("left",l("edit"),R("left.draft",{title:s(e).text}),{more:t`<span class="left-text" dir="auto">${p(o)}</span>${r?c({deed:"take",words:R("left.take"),press:r}):a} <a class="button" href=${n}>${R("left.go_on")}</a>`}),ae=({title:e,href:n,n:a})=>u("waiting",l("offline"),R("left.waiting",{title:s(e).text,n:a}),{more:t`<a class="button" href=${n}>${R("left.look")}</a>`,look:"banner-wait"});function oe({fresh:e,text:t,who:n="",by_when:a="",was:o,others:s={}}){let r=[t,n,a],i=e&&r.every(e=>!e.trim()),l=(o??"")===(n||a?null:t)||o===r.join("\n");return(i||l)&&!Object.keys(s).length}var se=(e,t)=>"und"!==e&&e.split("-")[0]===t.split("-")[0];function re({id:e,german:t,language:n},a,o){if(se(n,a))return;if(t&&se(a,"de"))return{text:t,language:"de",by:"host"};let s=o.of(e,a);return s&&{text:s.text,language:a,by:s.by??"guest"}}var ie=({by:e})=>"host"===e?2:"machine"===e?0:1;function le(e){let t=e;return t?.focus({preventScroll:!0}),t?.scrollIntoView({block:"nearest",inline:"nearest"}),!!t&&document.activeElement===t}var de=v(class extends ${constructor(e){if(super(e),e.type!==b.PROPERTY&&e.type!==b.ATTRIBUTE&&e.type!==b.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!y(e))throw Error("`live` bindings can only contain a single expression")}render(e){return e}update(e,[t]){if(t===n||t===a)return t;let o=e.element,s=e.name;if(e.type===b.PROPERTY){if(t===o[s])return n}else if(e.type===b.BOOLEAN_ATTRIBUTE){if(!!t===o.hasAttribute(s))return n}else if(e.type===b.ATTRIBUTE&&o.getAttribute(s)===t+"")return n;return k(e),t}});function ue(e,n,a){let[o="",s=""]=R(e,{language:"\0"}).split("\0");return t`${o}<bdi lang=${a}>${n}</bdi>${s}`}var ce={host:()=>t`<span class="chip chip-station" data-by="host">${l("check")}${R("worded.host")}</span>`,guest:()=>t`<span class="chip" data-by="guest">${l("person")}${R("worded.guest")}</span>`,machine:()=>t`<span class="chip chip-draft" data-by="machine">${l("machine")}${R("worded.machine")}</span>`};function fe({text:e,language:n},{text:o,language:s,by:i,open:d,name:u,press:c,agree:f}){return t`<p
class="card-text${"machine"===i?" card-text-draft":""}"
dir="auto"
lang=${s}
data-text
data-worded=${i}
>${r(o)}</p>
<p class="worded">
${(e=>ce[e]())(i)}<button
type="button"
class="button button-quiet end"
data-do="original"
aria-expanded=${d?"true":"false"}
aria-label=${R("card.deed",{deed:R("worded.original"),text:p(o)})}
@click=${c}
>${R("worded.original")}${l(d?"up":"down")}</button>
</p>
${d?t`<blockquote class="worded-original" data-original>
<b>${ue("worded.original_in",u,n)}</b>
<p class="card-text" dir="auto" lang=${n}>${r(e)}</p>
</blockquote>`:a}${f?t`<button
type="button"
class="button button-wide"
data-do="agree"
aria-label=${R("card.deed",{deed:R("worded.agree"),text:p(o)})}
@click=${f}
>${l("check")}<span>${R("worded.agree")}</span></button>`:a}`}var pe={visible:()=>"",pending:()=>R("card.pending"),hidden:()=>R("card.hidden"),sending:()=>R("card.sending"),offline:()=>R("card.offline")};function ge({id:e,language:n,name:o,text:s,state:i,old:d,onEdit:u,onWithdraw:f}){return t`<details class="beneath" data-own-wording=${e} data-state=${i}>
<summary>${l("german")}<span>${ue("worded.mine",o,n)}${"visible"===i?a:t` · ${pe[i]()}`}</span></summary>
<p class="card-text beneath-one" dir="auto" lang=${n}>${r(s)}</p>
${d?t`<p class="card-note">${l("info")}<span>${R("worded.old")}</span></p>`:a}
<p class="beneath-foot">
${"visible"===i||"pending"===i?c({deed:"edit-wording",sign:l("edit"),words:R("card.edit"),look:"button-quiet",press:u}):a}${c({deed:"withdraw-wording",sign:l("undo"),words:R("card.withdraw"),look:"button-quiet end",press:f})}
</p>
</details>`}function me(e,n,{name:o,isRtl:s}){let r=t`<p class="hint">${l("person")}${R("worded.hint")}</p>`;return t`<div class="saying" data-saying=${e.language??a}>${function(e,n,o){if(!e)return a;let{message:s,now:r}=e;return t`<form class="kept" data-form=${e.id} novalidate @submit=${e=>{e.preventDefault(),n.save()}} @keydown=${e=>{"Escape"===e.key?(e.stopPropagation(),n.end()):"Enter"===e.key&&!N(e)&&function({target:e}){return e instanceof HTMLTextAreaElement}(e)&&(o.line||e.ctrlKey||e.metaKey)&&(e.preventDefault(),n.save())}}>
${function({id:e,text:n,message:o},{type:s},{label:r,speaks:i,line:l,large:d}){let u=o?"true":"false";return t`<label class="sr" for="field-${e}">${r}</label>
<textarea
class="field"
id="field-${e}"
rows=${d?5:l?2:3}
lang=${i?.lang??a}
dir=${i?.dir??"auto"}
autocomplete="off"
data-field
placeholder=${r}
.value=${de(n)}
aria-invalid=${u}
aria-describedby="error-${e}"
@input=${({target:e})=>s({text:e.value})}
></textarea>`}(e,n,o)} ${o.more??a}
<p
class="field-error"
id="error-${e.id}"
role="alert"
data-message
>${s?t`${l("alert")}<span>${s}</span>`:a}</p>
${e.note?t`<p class="hint" data-field-note>${l("info")}${e.note}</p>`:a}
${void 0===r?a:t`<blockquote class="kept-now" data-now><b>${o.renewed?.label??R("host.now")}</b><span
dir="auto"
>${o.now?.(r)??(r||R("host.now_nothing"))}</span></blockquote>`}
<div class="kept-foot">
<button class="button button-main" data-do="save">
${void 0===r?o.save:o.renewed?.save??R("host.save_mine")}
</button>
${o.large?a:f({deed:"cancel",label:R("host.cancel"),look:"",press:n.end})}
</div>
${o.remove?c({deed:"remove",sign:l("trash"),words:o.remove.label,look:"button-bad button-wide",press:o.remove.press}):a}
</form>`}(e,n,{label:R("worded.form",{language:o}),speaks:{lang:e.language,dir:s?"rtl":"auto"},save:R("worded.save"),...e.fresh&&{renewed:{label:R("worded.old"),save:R("worded.save")}},more:r})}</div>`}function he(e,{text:t,language:n}){let a=e.querySelector("[data-confirm-text]");return a&&(a.textContent=t,a.setAttribute("lang",n)),e.returnValue="",e.showModal(),e.querySelector('[data-do="keep"]')?.focus(),new Promise(t=>{e.onclick=({target:t})=>{let n=t.closest("[data-do]");n&&e.close(n.getAttribute("data-do")??"")},e.addEventListener("close",()=>t("confirm"===e.returnValue),{once:!0})})}A();var{station:we}=Y,be=document.querySelectorAll("[data-language] option"),ve=function({live:e,outbox:n,person:s,event:i,station:d,ownPlace:u,names:c,rtl:f,contributions:g,draw:m,drawList:h,reveal:w,say:b}){let v=U("reads"),$=function(e,t,{storage:n}=C){let a=`cafe.reads.${e}`,o=n.read(a),s=(Array.isArray(o?.also)?o.also:[]).filter(e=>"string"==typeof e),r=!1!==o?.in_first,i=new Set;function l(){n.write(a,{also:s,in_first:r}),i.forEach(e=>e())}t.subscribe(()=>i.forEach(e=>e()));let d=()=>s.filter(e=>e!==t.current.language).slice(0,7);return{get first(){return t.current.language},get also(){return d()},all:()=>[t.current.language,...d()],get inFirst(){return r},understand(e,t){s=t?[...s.filter(t=>t!==e),e]:s.filter(t=>t!==e),l()},showInFirst(e){r=e,l()},subscribe:e=>{i.add(e)}}}(u,s),y=function(e,{event:t,station:n,languages:a,drafts:o}){let s=new Map,r=new Map,i=[],l=new Set,d={},u=null,c=!1,f=new Set,p=null,g=(e,t)=>`${e} ${t}`;function m(){p=null,f.forEach(e=>e())}function h(e,{since:t,revision:n,wordings:a}){if(0===t){let t=new Set(a.map(({id:e})=>e));for(let[a,o]of r)(!e||o.language===e)&&!t.has(a)&&o.revision<=n&&r.delete(a)}for(let t of a)t.gone?r.delete(t.id):(r.get(t.id)?.revision??0)<=t.revision&&r.set(t.id,e?{...t,language:e}:t);s.set(e,Math.max(0===t?0:s.get(e)??0,n))}function w(){return null!==u?(c=!0,u):(u=async function(){if(!a){let a=await e.order("wording.open",{event:t,station:n,audience:"hosts",since:s.get("")??0});return void(a.ok&&h("",a))}let u=new Set(a());!function(e){for(let t of s.keys())e.has(t)||s.delete(t);for(let[t,{language:n}]of r)e.has(n)||r.delete(t);p=null}(u);let c=Object.fromEntries([...u].map(e=>[e,s.get(e)??0])),f=await e.order("wording.open",{event:t,station:n,languages:c,...o&&{drafts:o}});if(f.ok){Object.entries(f.languages).forEach(([e,t])=>h(e,t));let e=Math.max(...Object.values(f.languages).map(e=>e.revision)),t=f.mine.filter(e=>!e.gone&&!l.has(e.id)),n=i.filter(t=>t.revision>e),a=new Set(n.map(({id:e})=>e));i=[...t.filter(({id:e})=>!a.has(e)),...n],d=f.worded}}().then(m).catch(e=>{if(!(e instanceof P))throw e}).finally(()=>{u=null,c&&(c=!1,w())}),u)}return e.on("wording.changed",e=>{let t=a?e.language??"":"";if(e.station===n&&s.has(t)){if(e.since>(s.get(t)??0))return void w();h(t,{...e,since:e.since||1}),m()}}),{of:(e,t)=>function(){if(null===p){let e=[...r.values()].sort((e,t)=>ie(e)-ie(t));p=new Map(e.map(e=>[g(e.contribution,e.language),e]))}return p}().get(g(e,t)),hasAny:e=>[...r.values()].some(t=>t.language===e),all:()=>[...r.values()].sort((e,t)=>e.revision-t.revision),mine:()=>i,accept({name:e,payload:t},{revision:n,state:a}){let{id:o}=t,s=i.find(e=>e.id===o),r=i.filter(e=>e.id!==o);if("wording.withdraw"===e)l.add(o),i=r;else if(s||"wording.add"===e){let{contribution:e,language:l}=s??t;i="withdrawn"===a?r:[...r,{id:o,contribution:e,language:l,text:t.text,revision:n,state:a}]}m()},worded:e=>d[e]??[],async open(){e.online&&await w()},subscribe:e=>{f.add(e)}}}(e,{event:i,station:d,languages:$.all,drafts:!0}),k=function(e,t,{storage:n,secondCopy:a}=C){let o=a(e),s=({serial:e,...t})=>"string"==typeof t.id?t:null,r=n.read(e),i=r&&s(r),l=Number(r?.serial)||0,d=!1,u=()=>{};function c(t){if(i=t,l=Math.max(Date.now(),l+1),t){let{message:a,...s}=t;n.write(e,{...s,serial:l}),o.change(e,{...s,serial:l},"relaxed")}else n.remove(e),o.change(e,{serial:l},"relaxed")}function f(){c(null),t(),u()}return async function(){let n=l,a=(await o.read())?.values.get(e);d=!0,a?.serial>n&&n===l&&(({serial:l}=a),i=s(a),t()),u()}(),{key:e,get written(){return i},get settled(){return d},begin({id:e,text:n="",round:a=null,was:o=n,...s}={}){let r=!i||oe(i);return c(i&&!r?{...i,message:i.message??R("form.unsaved")}:{...s,id:e??W(),fresh:!e,text:n,round:a,was:o}),t(),r},type(e){i&&c({...i,...e})},end:f,give(t){if(!i)return!1;let{message:n,now:a,note:o,...s}=i;return t(s,{form:e,written:s}),f(),!0},take(e){c(e),t()},refuse(e){i&&(c({...i,message:e}),t())},whenFree(e){u=e},forget(e){i&&!e(i.id)&&c(null)},unpropose(e){if(i?.from&&!e(i.from.id)){let{from:e,...t}=i;c({...t,text:t.text===e.text?"":t.text})}},release(e,t){i&&!i.fresh&&!e(i.id)&&oe(i)?c(null):i&&!i.fresh&&!e(i.id)&&c({...i,id:W(),fresh:!0,was:void 0,now:void 0,message:t})}}}(`cafe.saying.${u}.${d}`,m),E=function(e){let t=[],n=t=>e.all().filter(e=>e.refusal&&e.back?.form===t.key);function a({form:t,isLost:a}){n(t).filter(({back:e})=>e&&a(e.written)).forEach(({key:t})=>e.drop(t))}function o(){let o=[];for(let s of t){let{form:t,isFree:r}=s;a(s);let i=n(t).find(e=>e.back&&r(e.back.written));if(i?.refusal&&i.back&&t.settled){let{message:n,now:a}=i.refusal;t.take({...i.back.written,message:n,...void 0!==a&&{was:a,now:a}}),e.drop(i.key),o.push(i.key)}}return o}return{bringBack:o,returned:e=>n(e).flatMap(({back:e})=>e?.written??[]),hold(e,{isFree:n=()=>!e.written,isLost:a=()=>!1,...s}={}){t.push({form:e,isFree:n,isLost:a,onBack:()=>{},focus:()=>{},...s}),e.whenFree(()=>{o()})},take(e){let n=t.find(({form:t})=>t.key===e.back?.form);if(!n||!o().includes(e.key))return!1;n.onBack();let a=!!document.activeElement?.matches("textarea, input:not([type=checkbox]), select");return a||n.focus(),!a}}}(n),A=new Set,S=$.all().join(),T=e=>H(c,e),q=({language:e=""})=>({name:T(e),isRtl:f.has(e)}),L=()=>[...g()].some(({id:e,merged_into:t})=>e===k.written?.card?.of&&!t);function M(){h(),L()&&w(k.written?.card?.of);let e=document.querySelector(`[data-form="${k.written?.id}"] [data-field]`);le(e),e?.scrollIntoView({block:"nearest"})}function _(e=""){let t=document.querySelector(`[data-contribution="${CSS.escape(e)}"]`);le(t?.querySelector('[data-do="say"], [data-own-wording] summary, [data-do="vote"]')??U("stream"))}let j=function(e,{order:t,refocus:n,saved:a,left:o,mayBeEmpty:s=!1}){return{type:e.type,save:function(){let{written:o}=e;s||o?.text.trim()?o&&e.give(t)&&a(o):(e.refuse(R("form.empty")),n())},end(){let{written:t}=e;e.end(),o(t)}}}(k,{order({id:e,text:t,was:a,language:o,fresh:s,card:r},i){let l=s?{id:e,contribution:r?.of,language:o,text:t,was:a||r?.was}:{id:e,text:t,was:a,read:r?.was};n.put(s?"wording.add":"wording.edit",l,d,{back:i})},refocus:M,saved(e){h(),b(R("worded.said")),_(e?.card?.of)},left(e){h(),_(e?.card?.of)}});function O(t){let a=n.of(d).filter(({name:e,refusal:t})=>e.startsWith("wording.")&&!t),o=new Map(y.mine().map(e=>[e.id,{...e,state:e.state??"visible"}])),s=e.online?"sending":"offline";for(let{name:e,payload:t}of a){let n=o.get(t.id);"wording.withdraw"===e?o.delete(t.id):"wording.add"===e?o.set(t.id,{...t,revision:0,state:s}):n&&o.set(t.id,{...n,text:t.text,state:s})}return[...o.values()].filter(e=>e.contribution===t)}E.hold(k,{focus:M}),n.onRefused(e=>{E.take(e),m()}),n.onAccepted((e,t)=>{e.name.startsWith("wording.")&&e.station===d&&(y.accept(e,t),y.open())});let B=e=>$.also.some(t=>se(t,e)),F=(e,{language:t})=>O(e).some(e=>e.language===t&&"hidden"!==e.state),D=e=>$.inFirst?re(e,$.first,y):void 0;return $.subscribe(()=>{let e=$.all().join();e!==S&&(S=e,y.open()),m()}),y.subscribe(m),{open:()=>{y.open()},said(e){let{text:t,language:n}=D(e)??e;return{text:t,language:n}},worded(e){let t=D(e),{id:a,language:o}=e;return t&&{...t,open:A.has(a),name:T(o),drawn:fe,agree:"machine"===t.by&&B(o)&&!F(a,t)?()=>function({id:e,text:t},{text:a,language:o}){n.put("wording.add",{id:W(),contribution:e,language:o,text:a,was:t},d),h(),b(R("worded.said")),_(e)}(e,t):null,press(){A.delete(a)||A.add(a),m()}}},between(e,o){let{id:s}=e,r=O(s),{written:i}=k,u=o?function({language:e},t,n){return t.some(t=>se(t,e))?t.filter(t=>"und"!==t&&!se(t,e)&&!n(t)):[]}(e,$.all(),t=>"machine"!==(re(e,t,y)?.by??"machine")||r.some(e=>e.language===t&&"hidden"!==e.state)):[],c=i?.card?.of===s,f=y.worded(s);return u.length||r.length||f.length||c?function({say:e,mine:n,told:o,form:s}){return t`${o.length?t`<p class="card-note" data-told>
${l("german")}<span>${R("worded.told")} <bdi>${o.join(", ")}</bdi></span>
</p>`:a}${x(n,({id:e})=>e,ge)}${e.map(({language:e,name:n,about:a,press:o})=>t`<button
type="button"
class="button button-wide"
data-do="say"
data-in=${e}
aria-label=${R("card.deed",{deed:R("worded.say",{language:n}),text:p(a)})}
@click=${o}
>${l("german")}<span>${ue("worded.say",n,e)}</span></button>`)}${s}`}({say:c?[]:u.map(t=>({language:t,name:T(t),about:e.text,press:()=>function({id:e,text:t},n){k.begin({language:n,card:{of:e,was:t}}),M()}(e,t)})),mine:r.map(({id:t,language:a,text:o,state:r,old:i})=>({id:t,language:a,name:T(a),text:o,state:r,old:!0===i,onEdit(){k.begin({id:t,text:o,language:a,card:{of:s,was:e.text}}),M()},onWithdraw(){n.put("wording.withdraw",{id:t,contribution:s},d),k.written?.id===t&&k.end(),h(),b(R("worded.withdrawn")),_(s)}})),told:f.map(T),form:c&&i?me(i,j,q(i)):a}):a},drawHead(){E.bringBack();let{first:e}=$,{written:n}=k,s=n&&!L()?function(e,n,a){return t`<div class="card" data-lost-saying>
<blockquote class="kept-now"><b>${R("worded.original")}</b><span dir="auto">${r(e.card?.was??"")}</span></blockquote>
${me(e,n,a)}
</div>`}(n,j,q(n)):a;if(![...g()].some(({language:t})=>!se(t,e))&&!y.hasAny(e)&&!$.also.length)return void o(s,v);let i=y.hasAny(e)||[...g()].some(t=>re(t,e,y)),d=[...c].filter(([t])=>t!==e);o(t`${function({name:e,language:n,on:o,others:s,isFull:r},{show:i,understand:d}){return t`${null===o?a:t`<label class="switch reads-switch">
${l("german")}<span>${ue("worded.show_all",e,n)}</span><input
class="end"
type="checkbox"
role="switch"
data-do="show-all"
.checked=${o}
@change=${({target:e})=>i(e.checked)}
></label>`}<details class="beneath reads-also" data-also>
<summary>${l("globe")}<span>${R("worded.also")}${s.some(e=>e.on)?t`: <bdi>${s.filter(e=>e.on).map(e=>e.name).join(", ")}</bdi>`:a}</span></summary>
<div class="reads-list">
${s.map(e=>t`<label class="chip reads-one"><input
type="checkbox"
data-understands=${e.language}
.checked=${de(e.on)}
?disabled=${r&&!e.on}
@change=${({target:t})=>d(e.language,t.checked)}
><bdi lang=${e.language}>${e.name}</bdi></label>`)}
</div>
<p class="hint">${R("worded.also_hint")}</p>
</details>`}({name:T(e),language:e,on:i?$.inFirst:null,others:d.map(([e,t])=>({language:e,name:t,on:$.also.includes(e)})),isFull:$.also.length>=7},{show:$.showInFirst,understand:$.understand})}${s}`,v)}}}({live:L,outbox:O,person:_,event:T,station:we,ownPlace:j,names:new Map([...be].map(({value:e,text:t})=>[e,t.trim()])),rtl:new Set([...be].flatMap(({value:e,dir:t})=>"rtl"===t?e:[])),contributions:()=>e.items(),draw:q,drawList:()=>e.draw(),reveal:t=>e.reveal(t),say:z}),$e=function({event:e,page:n,clock:s,composer:r,outbox:u,draw:f}){let{station:p,table:m}=n,h=n.stations,w=function(e,{date:t,timezone:n,rounds:a}){let o,s=a;return{left(){if("change"!==e.state.phase)return null;o??(o=function(e){let t=new Intl.DateTimeFormat("sv-SE",{timeZone:e,year:"numeric",month:"2-digit",day:"2-digit",hour:"2-digit",minute:"2-digit"});return e=>{let[n="",a=""]=t.format(new Date(e)).split(" ");return{date:n,time:a}}}(n));let a=e.now(),r=function({phase:e,round:t,ended_at:n},a,{now:o,minutes:s}){let r=a.find(e=>e.round===t),i=a.find(e=>e.round===(t??0)+1);if("change"!==e||null===t||!n||!r||!i||i.begin<=r.end)return null;let l=Date.parse(n)+6e4*(i.begin-r.end),d=null===s?l:6e4*Math.floor(o/6e4)+6e4*(i.begin-s);return d>l&&d-l<=18e5?d:l}(e.state,s,{now:a,minutes:X(o(a),t,s)});return null===r?null:Math.max(0,r-a)}}}(s,{...n.plan,timezone:n.event.timezone}),b=function(e,{event:n,station:s,table:r,stations:l,clock:u,left:f,isWriting:p,onClose:m}){let h=function(e,t,{storage:n}=C){let a=`cafe.seat.${e}`;return{note({phase:e,round:o}){let s=n.read(a);"round"===e&&(s?.round!==o||s?.station!==t||s?.left)&&n.write(a,{round:o,station:t,left:!1})},leadsOn({phase:e,round:o}){let s=n.read(a);return"change"===e&&s?.round===o&&s?.station===t},hasLeft:()=>!!n.read(a)?.left,leave(){n.write(a,{...n.read(a),left:!0})}}}(n,s),w=()=>function(e,t,n,a={}){let o=e.findIndex(e=>e.slug===t),s=(o<0?[]:[...e.slice(o+1),...e.slice(0,o)]).find(e=>!a[e.slug]?.closed);return s?{next:s,table:n&&s.tables?(n-1)%s.tables+1:null}:null}(l,s,r,u.state.stations),b=!1,v=null,$=!1;function y(){let n=w(),s=l.filter(({slug:e})=>!u.state.stations[e]?.closed);n&&o(function(e,n){return t`<div class="move" data-station=${e.next.sign}>
<p class="move-clock">
<span>${R("band.change")}</span>${null===e.left?a:t`<time class="num" translate="no" data-left>${i(e.left)}</time>`}${c({deed:"stay",words:R("move.close"),look:"move-other",press:n.close})}
</p>
${e.choosing?function({stations:e},n){return t`
<h2 class="move-title" id="move-title" tabindex="-1"><span>${R("move.choose")}</span></h2>
<ul class="move-list">
${e.map(e=>t`<li data-station=${e.sign}>
<p>${d(e,{size:"sign-small",turned:!0})}<b>${g(e.short_title)}</b></p>
<p class="move-tables">${Array.from({length:e.tables},(a,o)=>t`<a
class="button move-here"
href=${ee(e,o+1)}
@click=${n.arrive}
><span class="sr">${g(e.short_title)}, </span>${R("card.table",{n:o+1})}</a>`)}</p>
</li>`)}
</ul>
`}(e,n):function({next:e,table:n},o){return t`
<h2 class="move-title" id="move-title" tabindex="-1"><span>${R("move.title")}</span></h2>
${d(e,{turned:!0})}
<p class="move-where">
<b>${R("move.station",{n:e.position})}</b>${n?t`<span class="move-table">${R("card.table",{n})}</span>`:a}
</p>
<p class="move-name">${g(e.short_title)}</p>
<div class="move-foot">
<p>${R("move.hint",{n:e.position})}</p>
<a
class="button button-big button-wide move-here"
data-do="arrive"
href=${ee(e,n)}
@click=${o.arrive}
>${R("move.here")}</a>
${c({deed:"other",words:R("move.other"),look:"button-wide move-other",press:o.choose})}
</div>
`}(e,n)}
</div>`}({...n,stations:s,choosing:b,left:f()},{choose:E,arrive:h.leave,close:k}),e)}function k(){h.leave(),e.close()}function x(){y(),e.querySelector("#move-title")?.focus()}function E(){b=!0,x()}function A(){b=!1,e.open||e.showModal(),x()}return e.addEventListener("cancel",()=>h.leave()),e.addEventListener("close",()=>{$||h.leave(),$=!1,m()}),{update(){h.note(u.state),e.open&&"change"!==u.state.phase?($=!0,e.close()):e.open?y():function(){let{round:e}=u.state;return!(!w()||!h.leadsOn(u.state)||h.hasLeft()||v===e)&&(v=p()?e:null,null===v)}()&&A()},open:A,get stop(){return h.leadsOn(u.state)?w():null},get away(){return u.state.stations[s]?.closed?w():null},go(){let e=w();e&&(h.leave(),location.assign(ee(e.next,e.table)))}}}(U("move"),{event:e,left:w.left,isWriting:()=>r().hasText,station:p,table:m,clock:s,stations:h,onClose:f}),v=function(e,t,n,a=C){let o=n.filter(({slug:e})=>e!==t).map(({slug:t})=>({station:t,places:D(e,t,a)}));return()=>o.flatMap(({station:e,places:t})=>t.taken().filter(({kept:e})=>e.text.trim()).map(({place:n,kept:a})=>({station:e,draft:a,take:()=>t.draftAt(n).clear()})))}(e,p,h),$=v();function y({station:e,draft:t,take:n}){let a=h.find(t=>t.slug===e),{text:o,editing:s}=t;return a?[{title:a.short_title,href:a.url,text:o,onTake:s?null:()=>{r().takeUp(t),n(),f()}}]:[]}return{ending(){let e=h.find(({slug:e})=>e===p),{stop:n}=b;if(!n||!e)return null;let a={...n,here:e,late:V(s)??0,canTake:F()};return{...a,draw:(e,n,s)=>o(function({here:e,next:n,late:a,canTake:o},s,r){let u=a>0?R("ends.left",{time:i(a)}):R("ends.too_late"),c=(e,n,a)=>t`<label class="goal" data-station=${n.sign}>
<input
type="radio"
name="goal"
value=${e}
translate="no"
.checked=${s===e}
?disabled=${"along"===e&&!o}
@change=${()=>r(e)}
/>
${d(n)}<span><b>${R(`ends.${e}`)}</b><small class="num">${a}</small></span>
</label>`;return t`<p class="ends-over">
${l("wait")}<span
><b>${R("ends.over")}</b> <span class="ends-more">${R("ends.finish")} ${R("ends.where")}</span></span
>
</p>
<div class="goals" role="radiogroup" aria-label=${R("ends.where")}>
${c("here",e,u)} ${c("along",n,R("ends.to_station",{n:n.position}))}
</div>`}(a,n,s),e)}},takeAlong(t){let{stop:n}=b,a=null!==n&&function(e,t,{text:n,kind:a,language:o,chosen:s},r=C){let i=D(e,t,r),l={text:n,kind:a,language:o,...void 0!==s&&{chosen:s}};return i.draftAt(i.free()).write({...l,replyTo:null,editing:null,stash:null})}(e,n.next.slug,t);return a&&b.go(),a},lookBack(){$=v()},leftBehind(e){let n=e||u.putOff?K(u,p,h):[];return{away:b.away?te(b.away):a,left:t`${$.flatMap(y).map(ne)} ${n.map(ae)}`}},left:w.left,draw(){o(function(e,n){if(!e)return a;let{next:o,table:s}=e,r=o.position;return t`<div class="next" data-station=${o.sign}>
${d(o,{turned:!0})}
<p>
<small>${s?R("next.table",{n:r,table:s}):R("next.station",{n:r})}</small
><b>${g(o.short_title)}</b>
</p>
${c({deed:"move",words:t`${R("next.go")} ${l("forward","icon-turns")}`,press:n})}
</div>`}(b.stop,b.open),U("next"))},update(){b.update(),b.stop&&r().draw()}}}({event:j,page:Y,clock:M,composer:()=>B,outbox:O,draw:q});function ye(){$e.lookBack(),o(function(e,n){let o=[...e.statements.values()].sort((e,t)=>Z(e)-Z(t)),s=function(e){let t=new Map(function({clusters:e,contributions:t}){let n=new Map;for(let{id:t,title:a}of e.values())n.set(t,{id:t,title:a,contributions:0,votes:0});for(let e of t.values()){let a=m(n,h(e,t).cluster);a&&"visible"===e.state&&(a.contributions+=1,a.votes+=w(e,t))}return[...n.values()].filter(({contributions:e})=>e).sort((e,t)=>t.contributions-e.contributions||t.votes-e.votes||e.title.localeCompare(t.title))}(e).map(e=>[e.id,e.votes]));return[...e.clusters.values()].map(({id:e,title:n})=>({id:e,title:n,votes:t.get(e)??0})).sort((e,t)=>t.votes-e.votes).slice(0,6)}(e);if(!o.length&&!s.length)return t`<p class="hint">${R("handover.empty")}</p>`;let r=o.filter(({kind:e})=>"question"!==e),i=o.filter(({kind:e})=>"question"===e),l=[...new Set(r.map(({round:e})=>e))];return t`
<p class="hint">${R("handover.hint")}</p>
${l.map(e=>function(e,n,a){return t`
<h2 class="handover-title">${e?R("handover.round",{n:e}):R("handover.station")}</h2>
${J(n,a)}
`}(e,r.filter(({round:t})=>t===e),n))}
${i.length?t`<h2 class="handover-title" data-questions>${R("handover.questions")}</h2>${J(i,n)}`:a}
${s.length?t`<h2 class="handover-title">${R("handover.themes")}</h2>${function(e){return t`<ul class="handover-themes">
${x(e,({id:e})=>e,({title:e,votes:n})=>t`<li data-theme>
<span>${g(e)}</span><span
class="count num"
><span class="sr">${R("card.votes")}</span>${n}</span>
</li>`)}
</ul>`}(s)}`:a}
`}(E,_.current.language),U("handover"))}var ke=!1;function xe(){!ke&&E.opened&&E.isWhole&&(ke=!0,async function(e,t){if(window.isSecureContext&&"serviceWorker"in navigator)try{let n=navigator.serviceWorker.controller;await navigator.serviceWorker.register(function(){let e=window.trustedTypes;return e?e.createPolicy("cafe-worker",{createScriptURL:()=>G}).createScriptURL(G):G}(),{scope:e});let{active:a}=await navigator.serviceWorker.ready,o=n?[]:performance.getEntriesByType("resource").map(({name:e})=>e);(!n||t)&&a?.postMessage({page:location.href,anew:!n,files:o,change:t})}catch{}}(`${Y.urls.welcome}stations/`,Y.change.since>0?E.whole():null))}var Ee=document.querySelector("link[data-icon]");Ee&&(Ee.href=Ee.dataset.icon??""),U("handover").textContent="",function(e,t){let n=document.querySelector("[data-menu]"),a=n.querySelector("summary");function o(e,t){let a=n.querySelector(`[data-menu-${e}]`);a&&(a.textContent=t)}async function s(){try{let t=await fetch(e,{cache:"no-store",headers:{Accept:"application/json"},signal:I(8e3)});t.ok&&function({stations:e,own:t,survey:n}){for(let[t,n]of Object.entries(e))o(`of="${CSS.escape(t)}"`,Q(n));o("own",(({all:e,pending:t})=>[e&&R("menu.own",{n:e}),t&&R("menu.pending",{n:t})].filter(Boolean).join(" · "))(t)),o("survey",(e=>R(`menu.survey_${"sealed"===e?"closed":e}`))(n))}(await t.json())}catch{}}n.addEventListener("toggle",()=>n.open&&void s()),n.addEventListener("focusout",({relatedTarget:e})=>{n.open&&e instanceof Node&&!n.contains(e)&&(n.open=!1)}),n.addEventListener("keydown",e=>{"Escape"===e.key&&n.open&&(e.stopPropagation(),n.open=!1,a.focus())}),t.subscribe(()=>o("name",t.current.name??"")),n.open&&s(),function(e,{past:t=history,around:n=window}={}){let a=()=>!0===t.state?.sheet,o=!1;function s(){o||(e.open&&!a()?t.pushState({sheet:!0},""):!e.open&&a()&&(o=!0,t.back()))}e.addEventListener("toggle",s),n.addEventListener("popstate",()=>{o?(o=!1,s()):e.open=a()}),e.open=e.open||a(),s()}(n)}(Y.urls.menu,_),E.onOpened(xe),E.subscribe(xe),window.isSecureContext&&"serviceWorker"in navigator&&S.need(),xe(),E.opened&&ve.open();export{he as confirm,ye as drawRest,$e as leaving,ve as saying};
/*! Copyright Google LLC, SPDX-License-Identifier: BSD-3-Clause */
